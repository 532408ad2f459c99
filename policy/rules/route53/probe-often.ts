// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const probeOften = resourceRule({
  id: "probe-often",
  requirement: "Health checks of endpoints notice a failure within half a minute.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "The defaults, every 30 seconds and three times, take a minute and a half of a recovery time of five; and the interval can't be changed without a new health check.",
  sources: [
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html",
  ],
  frameworks: [wellArchitected("REL11-BP01"), wellArchitected("REL13-BP01")],
  fix: "Set requestInterval to 10, and failureThreshold so that both multiplied are at most the rule's detectionSeconds.",
  settings: {
    detectionSeconds: {
      description: "Seconds in which a check has to notice that an endpoint fails",
      default: 30,
      schema: { minimum: 10 },
    },
  },
  types: ["aws:route53/healthCheck:HealthCheck"],
  check(check, { config, violation }) {
    const [interval, threshold] = [check.at("requestInterval"), check.at("failureThreshold")];
    if (!/^(HTTPS?(_STR_MATCH)?|TCP)$/.test(check.at("type").text() ?? "")) return;
    // Left out, AWS takes 30 seconds and three times.
    const seconds = (interval.number() ?? 30) * (threshold.number() ?? 3);
    if (seconds <= config.detectionSeconds) return;
    violation(check, `it takes ${seconds} seconds: ${found(interval)}, ${found(threshold)}`);
  },
});
