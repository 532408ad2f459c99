// SPDX-License-Identifier: Apache-2.0
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const probeFromSeveralRegions = resourceRule({
  id: "probe-from-several-regions",
  requirement: "Health checks of endpoints are made from three regions or more.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "Seen from few places, a broken path between two of them looks like a dead region. AWS refuses fewer than three, in the middle of the update.",
  sources: [
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html",
  ],
  frameworks: [wellArchitected("REL11-BP01")],
  fix: "List three regions of Route 53's checkers or more in regions, or leave it out for all.",
  settings: {
    minimumRegions: {
      description: "Regions that a check is made from",
      default: 3,
      schema: { minimum: 3 },
    },
  },
  types: ["aws:route53/healthCheck:HealthCheck"],
  check(check, { config, violation }) {
    const count = check.at("regions").items().length;
    if (count === 0 || count >= config.minimumRegions) return;
    violation(check, `it is made from ${count} regions`);
  },
});
