// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { resourceRule } from "../../lib/rule";

export const resolvePeersPrivately = resourceRule({
  id: "resolve-peers-privately",
  requirement: "Names of a peer network resolve to its private addresses.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "Without the option the name of an instance in the peer resolves to its public address: traffic leaves the peering for the internet, or is dropped.",
  sources: ["https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-dns.html"],
  fix: "Set allowRemoteVpcDnsResolution to true at both ends.",
  types: ["aws:ec2/peeringConnectionOptions:PeeringConnectionOptions"],
  check(options, { violation }) {
    // One resource is about one end or about both; AWS shows both, the other's end as it is.
    const ends = ["requester", "accepter"]
      .filter((end) => options.at(end).isGiven)
      .map((end) => options.at(end, "allowRemoteVpcDnsResolution"));
    if (ends.some((end) => end.isKnown && end.flag() === true)) return;
    const [end] = ends.filter((one) => one.flag() !== true);
    if (end !== undefined) violation(options, found(end));
  },
});
