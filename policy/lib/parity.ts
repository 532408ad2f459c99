// SPDX-License-Identifier: Apache-2.0
import type { Resource } from "./graph";
import { grouped } from "./referrers";
import type { Context } from "./rule";

/** The region in which a resource stands, as a text; empty where nothing says so. @throws Undecidable */
export function regionText(one: Resource): string {
  return one.region.text() ?? "";
}

/** What a region's things are compared by. */
export interface Capacity {
  /** What has to be equal, in any order. */
  readonly text: string;
  /** How much it is: the region that has most is what the others are compared with. */
  readonly size: number;
}

/** Reports every region that has other things than the one that has most. */
export function compareRegions(
  things: readonly Resource[],
  measure: (one: Resource) => Capacity,
  { violation }: Pick<Context, "violation">,
): void {
  const regions = [...grouped(things, regionText)].map(([region, all]) => {
    const measured = all.map(measure);
    return {
      region,
      all,
      text: measured
        .map(({ text }) => text)
        .sort()
        .join(", "),
      size: measured.reduce((sum, { size }) => sum + size, 0),
    };
  });
  regions.sort((one, other) => other.size - one.size || (one.region < other.region ? -1 : 1));
  const [most, ...others] = regions;
  if (most === undefined) return;
  for (const other of others) {
    const [about] = other.all;
    if (about === undefined || other.text === most.text) continue;
    violation(about, `${other.region} has ${other.text}; ${most.region} has ${most.text}`);
  }
}
