// SPDX-License-Identifier: Apache-2.0
import type { Resource } from "./graph";
import { grouped } from "./referrers";
import type { Context } from "./rule";

/** The region in which a resource stands, as a text; empty where nothing says so. @throws Undecidable */
export function regionText(one: Resource): string {
  return one.region.text() ?? "";
}

/**
 * Reports every region that has other things than the first: what is equal is what
 * {@link describe} says of one, in any order.
 */
export function compareRegions(
  things: readonly Resource[],
  describe: (one: Resource) => string,
  { violation }: Pick<Context, "violation">,
): void {
  const regions = [...grouped(things, regionText)].sort(([one], [other]) => (one < other ? -1 : 1));
  const [first, ...others] = regions.map(([region, all]) => ({
    region,
    all,
    text: all.map(describe).sort().join(", "),
  }));
  if (first === undefined) return;
  for (const other of others) {
    const [about] = other.all;
    if (about === undefined || other.text === first.text) continue;
    violation(about, `${other.region} has ${other.text}; ${first.region} has ${first.text}`);
  }
}
