// SPDX-License-Identifier: Apache-2.0
import { resourcesOf, valuesAt } from "./graph";
import type { Resource, StackGraph } from "./platform";

const recordType = "aws:route53/record:Record";

/** The records of a name, in any stack. */
export function recordsNamed(stacks: readonly StackGraph[], name: string): Resource[] {
  return resourcesOf(stacks).filter(
    ({ type, inputs }) => type === recordType && inputs.name === name,
  );
}

/** The load balancers or accelerators that a name leads to in the end, from alias to alias. */
export function answersOf(stacks: readonly StackGraph[], name: string): Resource[] {
  const records = recordsNamed(stacks, name);
  if (records.length === 0) {
    return resourcesOf(stacks).filter(({ id }) => name === `dns.${id}`);
  }
  return records
    .flatMap(({ inputs }) => valuesAt(inputs, "aliases[].name"))
    .flatMap((alias) => answersOf(stacks, String(alias)));
}
