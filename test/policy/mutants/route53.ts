// SPDX-License-Identifier: Apache-2.0
import type { Draft, Mutant, StackDraft } from "../../support/mutant";

const record = "aws:route53/record:Record";

/** The failover record of a role. */
function failover(stack: StackDraft, role: "PRIMARY" | "SECONDARY"): Draft {
  const found = stack.resources.find(
    ({ type, inputs }) =>
      type === record && JSON.stringify(inputs.failoverRoutingPolicies ?? "").includes(role),
  );
  if (found === undefined) throw new RangeError(`no ${role} record`);
  return found;
}

export const route53Mutants: readonly Mutant[] = [
  {
    rule: "pair-failover-records",
    mistake: "the secondary record is gone",
    scope: "global",
    make: (stack) => stack.remove(failover(stack, "SECONDARY")),
  },
  {
    rule: "pair-failover-records",
    mistake: "the primary record has no health check",
    scope: "global",
    make: (stack) => stack.unset(failover(stack, "PRIMARY"), ["healthCheckId"]),
    also: ["use-every-health-check"],
  },
];
