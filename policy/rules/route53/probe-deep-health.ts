// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const probeDeepHealth = resourceRule({
  id: "probe-deep-health",
  requirement: "Health checks of endpoints ask by HTTPS for the deep health of the service.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "An open port or a front page says that a server runs, not that a payment can be written: in most outages the first two still answer.",
  sources: [
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html",
    "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_withstand_component_failures_monitoring_health.html",
  ],
  frameworks: [wellArchitected("REL11-BP01")],
  fix: "Set type to HTTPS, and resourcePath to one that matches the rule's resourcePath.",
  settings: {
    resourcePath: {
      description: "What the path of a deep health check matches, as a regular expression",
      default: "^/healthz/deep$",
      schema: { format: "regex" },
    },
  },
  types: ["aws:route53/healthCheck:HealthCheck"],
  check(check, { config, each, violation }) {
    const [type, path] = [check.at("type"), check.at("resourcePath")];
    // The others watch an alarm, other checks or a routing control, not an endpoint.
    if (!/^(HTTPS?(_STR_MATCH)?|TCP)$/.test(type.text() ?? "")) return;
    if (type.text()?.startsWith("HTTPS") !== true) violation(check, found(type));
    each([path], () => {
      if (!new RegExp(config.resourcePath).test(path.text() ?? "")) violation(check, found(path));
    });
  },
});
