// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";
import { setEvaluation } from "../../lib/evaluated-aliases";

export const keepFailoverLatched = resourceRule({
  id: "keep-failover-latched",
  requirement: "A failover record moves when it is told to, not when a load balancer flaps.",
  severity: "critical",
  level: "mandatory",
  protectsFrom:
    "With target health evaluated, an alias leaves its region for a moment's unhealthy targets, to one whose database was not promoted, and comes back the same way: in October 2025 the health of network load balancers flapped for hours.",
  sources: [
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-failover-alias.html",
    "https://aws.amazon.com/message/101925/",
  ],
  frameworks: [wellArchitected("REL11-BP04"), wellArchitected("REL13-BP02")],
  fix: "Set evaluateTargetHealth of the alias to false; the primary's health check decides.",
  types: ["aws:route53/record:Record"],
  check(record, { each, violation }) {
    if (record.at("failoverRoutingPolicies").items().length === 0) return;
    each(record.at("aliases").items(), (alias) => {
      const evaluates = alias.at("evaluateTargetHealth");
      if (evaluates.flag() === true) violation(record, found(evaluates));
    });
  },
  remedy(record) {
    const policies = record.at("failoverRoutingPolicies");
    if (!policies.isKnown || policies.items().length === 0) return undefined;
    return setEvaluation(record, false);
  },
});
