// SPDX-License-Identifier: Apache-2.0
import type { Issue } from "../../components/shared/issues";
import type { Region, Topology } from "../topology";

/** One thing that must hold between values which are each well formed. */
export interface Rule {
  /**
   * The values that the rule looks at, list positions left out: `regions[].cidr`. It runs only
   * where all of them are well formed, so that one typo does not hide everything else.
   */
  readonly reads: readonly string[];
  /** @returns what is wrong; empty when the rule holds */
  readonly check: (topology: Topology) => Issue[];
}

/** An issue for every value that occurred before, under the path of the later one. */
export function repeated<T>(
  values: readonly (readonly [path: string, value: T])[],
  fix: string,
): Issue[] {
  return values.flatMap(([path, value], index) => {
    const earlier = values.slice(0, index).find(([, other]) => other === value);
    return earlier ? [{ path, problem: `is the same as ${earlier[0]}`, got: value, fix }] : [];
  });
}

/** The founding region and its peer, with their places in the list; fewer if a name is wrong. */
export function tierOnePair({
  foundingRegion,
  regions,
}: Pick<Topology, "foundingRegion"> & { readonly regions: readonly Region[] }): [number, Region][] {
  const peer = regions.find(({ name }) => name === foundingRegion)?.peer;
  return [...regions.entries()].filter(([, { name }]) => name === foundingRegion || name === peer);
}

/** Paths that {@link tierOnePair} reads. */
export const tierOnePairReads = ["foundingRegion", "regions[].name", "regions[].peer"] as const;
