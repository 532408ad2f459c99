// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import type { Resource } from "../../lib/graph";
import { resourceRule } from "../../lib/rule";

const property = "insufficientDataHealthStatus";
const wanted = "LastKnownStatus";

export const keepLatchState = resourceRule({
  id: "keep-latch-state",
  requirement: "A health check that follows an alarm keeps its state when the alarm has no data.",
  severity: "critical",
  level: "mandatory",
  protectsFrom:
    "With Healthy, traffic falls back to a retired region when the metric stops; with Unhealthy, it leaves a good one because monitoring is down.",
  sources: [
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html",
    "https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html",
  ],
  frameworks: [wellArchitected("REL11-BP04"), wellArchitected("REL13-BP02")],
  fix: `Set ${property} to ${wanted}.`,
  types: ["aws:route53/healthCheck:HealthCheck"],
  check(check, { violation }) {
    const status = check.at(property);
    if (followsAlarm(check) && status.text() !== wanted) violation(check, found(status));
  },
  remedy(check) {
    const status = check.at(property);
    const known = status.isKnown && check.at("type").isKnown;
    return known && followsAlarm(check) && status.text() !== wanted
      ? { [property]: wanted }
      : undefined;
  },
});

function followsAlarm(check: Resource): boolean {
  return check.at("type").text() === "CLOUDWATCH_METRIC";
}
