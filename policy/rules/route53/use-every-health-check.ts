// SPDX-License-Identifier: Apache-2.0
import { alarmType } from "../../lib/alarms";
import { wellArchitected } from "../../lib/frameworks";
import type { Resource } from "../../lib/graph";
import { healthCheckType, recordType } from "../../lib/health-checks";
import { Referrers } from "../../lib/referrers";
import { environmentRule } from "../../lib/rule";

export const useEveryHealthCheck = environmentRule({
  id: "use-every-health-check",
  requirement: "Every health check decides about a record, another health check or an alarm.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "A health check that nothing refers to is paid for, looks like protection, and moves nothing.",
  sources: [
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/welcome-health-checks.html",
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-simple-configs.html",
  ],
  frameworks: [wellArchitected("REL11-BP02")],
  fix: "Name it in the record that it is for, or delete it.",
  types: [healthCheckType],
  check(graph, { each, violation }) {
    const checks = graph.ofType(healthCheckType);
    const uses = [
      { from: graph.ofType(recordType), at: (one: Resource) => one.at("healthCheckId") },
      { from: checks, at: (one: Resource) => one.at("childHealthchecks") },
      {
        from: graph.ofType(alarmType),
        at: (one: Resource) => one.at("dimensions", "HealthCheckId"),
      },
    ].map(({ from, at }) => new Referrers(graph, from, at, healthCheckType));
    each(checks, (one) => {
      if (uses.every((use) => use.of(one).length === 0)) violation(one, "nothing refers to it");
    });
  },
});
