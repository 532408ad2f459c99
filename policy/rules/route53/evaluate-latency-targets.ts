// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";
import { setEvaluation } from "../../lib/evaluated-aliases";

export const evaluateLatencyTargets = resourceRule({
  id: "evaluate-latency-targets",
  requirement: "A latency record is left out of the answers when its target is not healthy.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "The nearest region goes on being answered when it is down: Route 53 takes an alias without target health for healthy for ever.",
  sources: [
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-types.html",
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-alias-common.html",
  ],
  frameworks: [wellArchitected("REL11-BP02")],
  fix: "Set evaluateTargetHealth of the alias to true, or give a record that is no alias a healthCheckId.",
  types: ["aws:route53/record:Record"],
  check(record, { each, violation }) {
    if (record.at("latencyRoutingPolicies").items().length === 0) return;
    const aliases = record.at("aliases").items();
    if (aliases.length === 0 && !record.at("healthCheckId").isGiven) {
      violation(record, "it has no health check");
    }
    each(aliases, (alias) => {
      const evaluates = alias.at("evaluateTargetHealth");
      if (evaluates.flag() !== true) violation(record, found(evaluates));
    });
  },
  remedy(record) {
    const policies = record.at("latencyRoutingPolicies");
    if (!policies.isKnown || policies.items().length === 0) return undefined;
    return setEvaluation(record, true);
  },
});
