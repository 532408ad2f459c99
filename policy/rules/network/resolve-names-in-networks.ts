// SPDX-License-Identifier: Apache-2.0
import { expectFlag } from "../../lib/expect";
import { resourceRule } from "../../lib/rule";

const support = "enableDnsSupport";
const hostnames = "enableDnsHostnames";

export const resolveNamesInNetworks = resourceRule({
  id: "resolve-names-in-networks",
  requirement: "VPCs resolve names and give names to what stands in them.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "AWS's default for enableDnsHostnames is false, and private hosted zones and private names of endpoints need both: they then answer nothing, with no error anywhere.",
  sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html"],
  fix: "Set enableDnsSupport and enableDnsHostnames to true.",
  types: ["aws:ec2/vpc:Vpc"],
  check(vpc, context) {
    context.each([hostnames, support], (name) => {
      // Left out, support is on.
      if (name === support && !vpc.at(name).isGiven) return;
      expectFlag(vpc, [name], true, context);
    });
  },
  remedy(vpc) {
    const changes = [hostnames, support].filter((name) => {
      const value = vpc.at(name);
      return value.isKnown && (value.isGiven || name === hostnames) && value.flag() !== true;
    });
    return changes.length > 0 ? Object.fromEntries(changes.map((name) => [name, true])) : undefined;
  },
});
