// SPDX-License-Identifier: Apache-2.0
import { availableParallelism } from "node:os";

/** Does the work for all things, as many at a time as there are cores; answers in their order. */
export async function inTurn<T, R>(
  things: readonly T[],
  work: (thing: T) => Promise<R>,
  atOnce = Math.max(1, Math.min(4, availableParallelism())),
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < things.length; index = next++) {
      results[index] = await work(things[index] as T);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
