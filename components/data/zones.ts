// SPDX-License-Identifier: Apache-2.0

/** One zone for each of `count` places, in turn, so that no zone has two more than another. */
export function zonesInTurn(count: number, zones: readonly string[]): string[] {
  return Array.from({ length: Math.ceil(count / zones.length) }, () => zones)
    .flat()
    .slice(0, count);
}
