// SPDX-License-Identifier: Apache-2.0
import { wellArchitected } from "../../lib/frameworks";
import { checksAnEndpoint, healthCheckType, recordType } from "../../lib/health-checks";
import { stackRule } from "../../lib/rule";

/** How long resolvers keep an alias of a load balancer, which has no time to live of its own. */
const aliasSeconds = 60;

export const noticeWithinTheRto = stackRule({
  id: "notice-within-the-rto",
  requirement:
    "Noticing a failure, promoting the standby and the records' time to live fit into the RTO.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "A health check every 30 seconds with ten failures takes five minutes to notice, which is the whole RTO before anything has been done.",
  sources: [
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html",
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-alias.html",
    "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_for_recovery_objective_defined_recovery.html",
  ],
  frameworks: [wellArchitected("REL13-BP01"), wellArchitected("REL11-BP01")],
  fix: "Set requestInterval to 10 and failureThreshold to 3; the interval can't be changed later without another health check.",
  settings: {
    rtoSeconds: {
      description: "Recovery time objective, in seconds",
      default: 300,
      schema: { type: "integer", minimum: 1 },
    },
    promotionSeconds: {
      description: "What the promotion of the standby takes, in seconds",
      default: 180,
      schema: { type: "integer", minimum: 0 },
    },
  },
  types: [healthCheckType],
  check(graph, { config, each, violation }) {
    const lives = graph
      .ofType(recordType)
      .filter((one) => one.at("failoverRoutingPolicies").isGiven && one.at("ttl").isGiven);
    each(graph.ofType(healthCheckType), (one) => {
      if (!checksAnEndpoint(one)) return;
      // What AWS takes where nothing is said: every 30 seconds, three failures.
      const interval = one.at("requestInterval").number() ?? 30;
      const failures = one.at("failureThreshold").number() ?? 3;
      const ttl = Math.max(aliasSeconds, ...lives.map((record) => record.at("ttl").number() ?? 0));
      const total = interval * failures + ttl + config.promotionSeconds;
      if (total <= config.rtoSeconds) return;
      const parts = `${interval} s x ${failures} + ${ttl} s of DNS + ${config.promotionSeconds} s`;
      violation(one, `${parts} of promotion is ${total} s, over ${config.rtoSeconds} s`);
    });
  },
});
