// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const keepHealthChecksOn = resourceRule({
  id: "keep-health-checks-on",
  requirement: "Health checks are on.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "Route 53 takes a disabled check for healthy: the name that it guards never moves, and nothing shows it.",
  sources: [
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html",
  ],
  frameworks: [wellArchitected("REL11-BP01")],
  fix: "Set disabled to false, or leave it out.",
  types: ["aws:route53/healthCheck:HealthCheck"],
  check(check, { violation }) {
    const disabled = check.at("disabled");
    if (disabled.flag() === true) violation(check, found(disabled));
  },
  remedy(check) {
    const disabled = check.at("disabled");
    return disabled.isKnown && disabled.flag() === true ? { disabled: false } : undefined;
  },
});
