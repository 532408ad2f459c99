// SPDX-License-Identifier: Apache-2.0
import type { Graph, Resource } from "./graph";
import { Undecidable, type Value } from "./value";

/**
 * Which resources refer to which, found in one pass: a look-up for each of many would make a rule's
 * time grow with the square of the stack's size.
 */
export class Referrers {
  private readonly found = new Map<Resource, Resource[]>();
  private unresolved: Undecidable | undefined;

  /**
   * @param from resources that refer
   * @param at where each does
   * @param to types that are referred to
   */
  constructor(
    graph: Graph,
    from: readonly Resource[],
    at: (one: Resource) => Value,
    ...to: readonly string[]
  ) {
    for (const one of from) {
      try {
        for (const target of graph.referents(at(one), ...to)) this.add(target, one);
      } catch (error) {
        if (!(error instanceof Undecidable)) throw error;
        this.unresolved ??= error;
      }
    }
  }

  /** Those that refer to a resource. @throws Undecidable when none is known to, and one may */
  of(target: Resource): readonly Resource[] {
    const found = this.found.get(target) ?? [];
    if (found.length === 0 && this.unresolved !== undefined) throw this.unresolved;
    return found;
  }

  private add(target: Resource, one: Resource): void {
    const others = this.found.get(target);
    if (others === undefined) this.found.set(target, [one]);
    else if (!others.includes(one)) others.push(one);
  }
}

/** Things by a key, in the order in which the keys come up. */
export function grouped<T>(things: readonly T[], keyOf: (thing: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const key = keyOf(thing);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [thing]);
    else group.push(thing);
  }
  return groups;
}
