// SPDX-License-Identifier: Apache-2.0
import type { Plan } from "./plan";

/**
 * Takes away from a plan that fails whatever it can do without: halves first, then smaller parts,
 * down to single faults, operations and changes.
 *
 * @see https://www.st.cs.uni-saarland.de/papers/tse2002/ (delta debugging)
 */
export function shrink(plan: Plan, fails: (plan: Plan) => boolean): Plan {
  let smallest = plan;
  for (;;) {
    const before = size(smallest);
    smallest = shrinkPart(smallest, "faults", fails);
    smallest = shrinkPart(smallest, "operations", fails);
    smallest = shrinkPart(smallest, "changes", fails);
    if (size(smallest) === before) return smallest;
  }
}

function shrinkPart(
  plan: Plan,
  part: "faults" | "operations" | "changes",
  fails: (plan: Plan) => boolean,
): Plan {
  let smallest = plan;
  let chunk = Math.max(1, Math.ceil(plan[part].length / 2));
  for (;;) {
    let start = 0;
    while (start < smallest[part].length) {
      const left = [...smallest[part]];
      left.splice(start, chunk);
      const candidate = { ...smallest, [part]: left };
      if (fails(candidate)) smallest = candidate;
      else start += chunk;
    }
    if (chunk === 1) return smallest;
    chunk = Math.ceil(chunk / 2);
  }
}

function size(plan: Plan): number {
  return plan.faults.length + plan.operations.length + plan.changes.length;
}
