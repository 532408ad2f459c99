// SPDX-License-Identifier: Apache-2.0
import { wellArchitected } from "../../lib/frameworks";
import type { Resource } from "../../lib/graph";
import { recordType, regionOfTarget } from "../../lib/health-checks";
import { grouped } from "../../lib/referrers";
import { stackRule } from "../../lib/rule";

export const failOverToAnotherRegion = stackRule({
  id: "fail-over-to-another-region",
  requirement: "The two records of a failover name lead to two regions.",
  severity: "critical",
  level: "mandatory",
  protectsFrom:
    "A secondary that was copied from the primary answers with the region that has just failed.",
  sources: [
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-types.html",
    "https://docs.aws.amazon.com/whitepapers/latest/disaster-recovery-workloads-on-aws/disaster-recovery-options-in-the-cloud.html",
  ],
  frameworks: [wellArchitected("REL13-BP02"), wellArchitected("REL11-BP02")],
  fix: "Let the secondary's alias name the other region's load balancer.",
  types: [recordType],
  check(graph, { each, violation }) {
    const records = graph
      .ofType(recordType)
      .filter((one) => one.at("failoverRoutingPolicies").isGiven);
    const named = (one: Resource) => `${one.at("name").text()} ${one.at("type").text()}`;
    each([...grouped(records, named)], ([name, set]) => {
      const regions = set.map((one) => regionOfTarget(graph, one));
      const [first] = set;
      if (first === undefined || set.length < 2 || regions.includes(undefined)) return;
      if (new Set(regions).size === set.length) return;
      violation(first, `all records of ${name} lead to ${[...new Set(regions)].join(", ")}`);
    });
  },
});
