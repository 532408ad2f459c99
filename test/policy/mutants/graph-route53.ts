// SPDX-License-Identifier: Apache-2.0
import type { Mutant } from "../../support/mutant";

const record = "aws:route53/record:Record";
const healthCheck = "aws:route53/healthCheck:HealthCheck";
const deep = "payments-health-payments-us-east-1-health-check";

export const graphRoute53Mutants: readonly Mutant[] = [
  {
    rule: "pair-failover-records",
    mistake: "both records have one set identifier",
    scope: "global",
    make: (stack) =>
      stack.set(
        stack.one(record, "payments-failover-payments-secondary"),
        ["setIdentifier"],
        "us-east-1",
      ),
  },
  {
    rule: "fail-over-to-another-region",
    mistake: "the secondary leads to the primary's load balancer",
    scope: "global",
    make: (stack) => {
      const primary = stack.one(record, "payments-failover-payments-primary");
      const secondary = stack.one(record, "payments-failover-payments-secondary");
      stack.set(secondary, ["aliases"], structuredClone(primary.inputs.aliases));
    },
  },
  {
    rule: "spread-latency-records",
    mistake: "a name is answered by latency, from one region",
    scope: "global",
    make: (stack) => {
      const known = stack.one(record, "payments-record-payments-eu-west-1-alias");
      stack.add(known, "payments-status-alias", {
        name: "status.pay.example.com",
        setIdentifier: "eu-west-1",
        latencyRoutingPolicies: [{ region: "eu-west-1" }],
        aliases: [{ ...firstAlias(known.inputs.aliases), evaluateTargetHealth: true }],
      });
    },
  },
  {
    rule: "use-every-health-check",
    mistake: "a health check of another name decides about nothing",
    scope: "global",
    make: (stack) => {
      const known = stack.one(healthCheck, "payments-latch-primary");
      stack.add(known, "payments-latch-forgotten", {});
    },
  },
  {
    rule: "notice-within-the-rto",
    mistake: "probes come every 30 seconds",
    also: ["probe-often"],
    scope: "global",
    make: (stack) => stack.set(stack.one(healthCheck, deep), ["requestInterval"], 30),
  },
  {
    rule: "decide-from-another-region",
    mistake: "the alarm that says whether us-east-1 serves stands in us-east-1",
    scope: "global",
    make: (stack) =>
      stack.set(
        stack.one(healthCheck, "payments-latch-primary"),
        ["cloudwatchAlarmRegion"],
        "us-east-1",
      ),
  },
];

function firstAlias(aliases: unknown): object {
  return (aliases as readonly object[])[0] ?? {};
}
