// SPDX-License-Identifier: Apache-2.0
import { wellArchitected } from "../../lib/frameworks";
import type { Resource } from "../../lib/graph";
import { recordType } from "../../lib/health-checks";
import { grouped } from "../../lib/referrers";
import { stackRule } from "../../lib/rule";

export const spreadLatencyRecords = stackRule({
  id: "spread-latency-records",
  requirement: "A name answered by latency has one record in each of several regions.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "A latency name with one region has nowhere to go when that region is unhealthy, and two records of one region hide that the other is missing.",
  sources: [
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-latency.html",
  ],
  frameworks: [wellArchitected("REL10-BP01")],
  fix: "Give the name one record for each region, each with that region's target.",
  settings: {
    regions: {
      description: "How many regions a name has records in, at least",
      default: 2,
      schema: { type: "integer", minimum: 2 },
    },
  },
  types: [recordType],
  check(graph, { config, each, violation }) {
    const records = graph
      .ofType(recordType)
      .filter((one) => one.at("latencyRoutingPolicies").isGiven);
    const named = (one: Resource) => `${one.at("name").text()} ${one.at("type").text()}`;
    each([...grouped(records, named)], ([name, set]) => {
      const regions = set.map((one) => one.at("latencyRoutingPolicies", 0, "region").text());
      const distinct = new Set(regions);
      const [first] = set;
      if (first === undefined) return;
      if (distinct.size < config.regions) {
        violation(first, `${name} has records in ${distinct.size} of ${config.regions} regions`);
      }
      if (distinct.size < set.length) violation(first, `${name} has several records in one region`);
    });
  },
});
