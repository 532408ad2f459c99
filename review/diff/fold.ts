// SPDX-License-Identifier: Apache-2.0
import type { ResourceChange } from "./changes";

/** Resources to which the same is done. */
export interface Fold {
  /** The first of them. */
  readonly one: ResourceChange;
  readonly all: readonly ResourceChange[];
}

/** Things that have the same key, in the order in which each key comes first. */
export function groupedBy<T>(things: readonly T[], keyOf: (thing: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const key = keyOf(thing);
    const same = groups.get(key);
    if (same === undefined) groups.set(key, [thing]);
    else same.push(thing);
  }
  return [...groups.values()];
}

/** Changes of which only the resource differs, told once; what is stateful comes first. */
export function folded(changes: readonly ResourceChange[]): Fold[] {
  const keyOf = ({ type, region, properties }: ResourceChange) =>
    JSON.stringify([type, region, properties]);
  const rank = ({ loss }: ResourceChange) => (loss === undefined ? 1 : 0);
  const sorted = [...changes].sort((one, other) => rank(one) - rank(other));
  return groupedBy(sorted, keyOf).flatMap((all) => {
    const [one] = all;
    return one === undefined ? [] : [{ one, all }];
  });
}
