// SPDX-License-Identifier: Apache-2.0
import { wellArchitected } from "../../lib/frameworks";
import { healthCheckType, recordType, regionOfTarget, withChildren } from "../../lib/health-checks";
import { environmentRule } from "../../lib/rule";

export const decideFromAnotherRegion = environmentRule({
  id: "decide-from-another-region",
  requirement: "An alarm that decides about a region's traffic stands in another region.",
  severity: "critical",
  level: "mandatory",
  protectsFrom:
    "An alarm in the region that it decides about fails with it: it can't be set when the region must be left, and traffic stays.",
  sources: [
    "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_withstand_component_failures_avoid_control_plane.html",
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html",
  ],
  frameworks: [wellArchitected("REL11-BP04")],
  fix: "Move the alarm of the primary's health check, and cloudwatchAlarmRegion, to the other region.",
  types: [recordType],
  check(graph, { each, violation }) {
    each(graph.ofType(recordType), (record) => {
      if (record.at("failoverRoutingPolicies", 0, "type").text() !== "PRIMARY") return;
      const region = regionOfTarget(graph, record);
      const alarms = graph
        .referents(record.at("healthCheckId"), healthCheckType)
        .flatMap((check) => withChildren(graph, check))
        // What an inverted one says is the other region's, which is asked when both look bad.
        .filter((check) => check.at("cloudwatchAlarmName").isGiven)
        .filter((check) => check.at("invertHealthcheck").flag() !== true);
      each(alarms, (check) => {
        const from = check.at("cloudwatchAlarmRegion").text();
        if (region === undefined || from !== region) return;
        violation(check, `it decides about ${region} by an alarm in ${from}`);
      });
    });
  },
});
