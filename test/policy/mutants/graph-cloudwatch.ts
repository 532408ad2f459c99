// SPDX-License-Identifier: Apache-2.0
import { nameOf } from "../../../review/graph/exported";
import type { Mutant, StackDraft } from "../../support/mutant";

const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const healthAlarm = "payments-health-alarm-payments-us-east-1-alarm";

/** Takes the actions of all alarms of some names away. */
function silence(stack: StackDraft, names: RegExp): void {
  for (const one of stack.resources) {
    if (one.type === alarm && names.test(nameOf(one.urn))) stack.set(one, ["alarmActions"], []);
  }
}

export const graphCloudwatchMutants: readonly Mutant[] = [
  {
    rule: "alarm-on-databases",
    mistake: "the standby database's alarms call nobody",
    scope: "eu-west-1",
    make: (stack) => silence(stack, /^payments-alarms-database/),
  },
  {
    rule: "alarm-on-databases",
    mistake: "a replica's alarms call nobody",
    environment: "staging",
    scope: "eu-west-1",
    make: (stack) => silence(stack, /^payments-alarms-database.*-2$/),
  },
  {
    rule: "alarm-on-caches",
    mistake: "the cache's alarms call nobody",
    scope: "eu-west-1",
    make: (stack) => silence(stack, /^payments-alarms-cache/),
  },
  {
    rule: "alarm-on-nat-gateways",
    mistake: "one NAT gateway's alarms are switched off",
    also: ["keep-alarms-on"],
    scope: "us-east-1",
    make: (stack) => {
      for (const kind of ["drops", "ports"]) {
        const one = stack.one(alarm, `payments-alarms-nat-${kind}-us-east-1a`);
        stack.set(one, ["actionsEnabled"], false);
      }
    },
  },
  {
    rule: "alarm-on-tier-1-targets",
    mistake: "the alarms about the healthy targets of payments are gone",
    scope: "us-east-1",
    make: (stack) => {
      stack.remove(stack.one(alarm, "payments-alarms-payments-healthy-hosts"));
      stack.remove(stack.one(alarm, "payments-alarms-payments-unhealthy-hosts"));
    },
  },
  {
    rule: "watch-health-checks-from-us-east-1",
    mistake: "the alarm stands in the region of the service",
    also: ["refer-to-own-region"],
    scope: "global",
    make: (stack) => stack.set(stack.one(alarm, healthAlarm), ["region"], "eu-west-1"),
  },
  {
    rule: "alarm-on-health-checks",
    mistake: "the deep health check's alarm calls nobody",
    scope: "global",
    make: (stack) => stack.set(stack.one(alarm, healthAlarm), ["alarmActions"], []),
  },
];
