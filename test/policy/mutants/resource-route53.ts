// SPDX-License-Identifier: Apache-2.0
import type { Draft, Mutant, StackDraft } from "../../support/mutant";

const record = "aws:route53/record:Record";
const healthCheck = "aws:route53/healthCheck:HealthCheck";
const scope = "global";

/** The name of a service that is in one region, which no failover is about. */
function plainName(stack: StackDraft): Draft {
  return stack.one(record, "payments-public-name-reports-alias");
}

function deepCheck(stack: StackDraft): Draft {
  return stack.one(healthCheck, "payments-health-payments-us-east-1-health-check");
}

export const resourceRoute53Mutants: readonly Mutant[] = [
  {
    rule: "limit-record-ttl",
    mistake: "a public name is kept for five minutes",
    scope,
    make: (stack) => {
      const name = plainName(stack);
      stack.unset(name, ["aliases"]);
      stack.set(name, ["type"], "CNAME");
      stack.set(name, ["records"], ["reports.example.net"]);
      stack.set(name, ["ttl"], 300);
    },
  },
  {
    rule: "evaluate-latency-targets",
    mistake: "a name that answers with the nearest region does so when that is down",
    also: ["spread-latency-records"],
    scope,
    make: (stack) => {
      stack.set(plainName(stack), ["latencyRoutingPolicies"], [{ region: "us-east-1" }]);
      stack.set(plainName(stack), ["setIdentifier"], "us-east-1");
    },
  },
  {
    rule: "keep-failover-latched",
    mistake: "the primary record moves when the load balancer flaps",
    scope,
    make: (stack) =>
      stack.set(
        stack.one(record, "payments-failover-payments-primary"),
        ["aliases", 0, "evaluateTargetHealth"],
        true,
      ),
  },
  {
    rule: "probe-deep-health",
    mistake: "a health check asks whether the port is open",
    scope,
    make: (stack) => {
      stack.set(deepCheck(stack), ["type"], "TCP");
      stack.unset(deepCheck(stack), ["resourcePath"]);
    },
  },
  {
    rule: "probe-deep-health",
    mistake: "a health check asks for the front page",
    scope,
    make: (stack) => stack.set(deepCheck(stack), ["resourcePath"], "/"),
  },
  {
    rule: "probe-often",
    mistake: "a failure is noticed after a minute and a half",
    also: ["notice-within-the-rto"],
    scope,
    make: (stack) => stack.unset(deepCheck(stack), ["requestInterval"]),
  },
  {
    rule: "probe-from-several-regions",
    mistake: "a health check is made from one region",
    scope,
    make: (stack) => stack.set(deepCheck(stack), ["regions"], ["us-west-1"]),
  },
  {
    rule: "keep-latch-state",
    mistake: "traffic goes back when the latch's metric stops",
    scope,
    make: (stack) =>
      stack.set(
        stack.one(healthCheck, "payments-latch-primary"),
        ["insufficientDataHealthStatus"],
        "Healthy",
      ),
  },
  {
    rule: "keep-health-checks-on",
    mistake: "a health check is switched off",
    scope,
    make: (stack) => stack.set(deepCheck(stack), ["disabled"], true),
  },
  {
    rule: "claim-names-once",
    mistake: "a record takes a name that another stack has",
    scope,
    make: (stack) => stack.set(plainName(stack), ["allowOverwrite"], true),
  },
  {
    rule: "recover-zones-quickly",
    mistake: "a public zone can't be changed while us-east-1 is down",
    scope: "eu-west-1",
    // A public zone that is nobody's network's is one to be protected too.
    also: ["protect-stateful-resources"],
    make: (stack) => stack.unset(stack.one("aws:route53/zone:Zone"), ["vpcs"]),
  },
];
