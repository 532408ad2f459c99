// SPDX-License-Identifier: Apache-2.0
import { Alarms } from "../../lib/alarms";
import { wellArchitected } from "../../lib/frameworks";
import { checksAnEndpoint, healthCheckType } from "../../lib/health-checks";
import { environmentRule } from "../../lib/rule";

export const alarmOnHealthChecks = environmentRule({
  id: "alarm-on-health-checks",
  requirement: "Every health check of an endpoint has an alarm that calls somebody.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "A health check that turns red moves traffic or waits for a decision; without an alarm nobody learns of either.",
  sources: [
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html",
    "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_withstand_component_failures_monitoring_health.html",
  ],
  frameworks: [wellArchitected("REL11-BP01"), wellArchitected("REL06-BP03")],
  fix: "Add a metric alarm of HealthCheckStatus about it in us-east-1, with an action.",
  types: [healthCheckType],
  check(graph, { each, violation }) {
    const alarms = new Alarms(graph, "AWS/Route53", "HealthCheckId", healthCheckType);
    each(graph.ofType(healthCheckType), (one) => {
      if (!checksAnEndpoint(one) || alarms.metricsOf(one).length > 0) return;
      violation(one, "no alarm calls anybody");
    });
  },
});
