// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";

import table from "./prices.json";

const price = z.strictObject({
  /** What is priced: `ec2:m7g.2xlarge`. */
  item: z.string().min(1),
  /** AWS name of the region, or `global` for what has none. */
  region: z.string().min(1),
  /** US dollars for one unit, on demand, before tax and before any discount. */
  price: z.number().positive(),
  unit: z.string().min(1),
  /** AWS's page that lists it. */
  source: z.url({ protocol: /^https$/, hostname: /^aws\.amazon\.com$/ }),
  /** The month in which it is known to have held. */
  date: z.string().regex(/^\d{4}-\d{2}$/),
  /**
   * `search`: found in stored copies of public pages and code, mostly other people's than AWS's;
   * `memory`: known, and not looked up; `derived`: from another region's price, by the ratio of the
   * two regions for a thing of the same kind. None was read on AWS's page, where `source` leads.
   */
  checked: z.enum(["search", "memory", "derived"]),
});

/** What one unit of something costs in a region. */
export type Price = z.infer<typeof price>;

/** Every price that is known, sorted by item and region. */
export const prices: readonly Price[] = z.array(price).parse(table);

const byKey = new Map(prices.map((one) => [keyOf(one.item, one.region), one]));

/** The price of an item in a region; what costs the same everywhere and has no region is global. */
export function priceOf(item: string, region: string): Price | undefined {
  return byKey.get(keyOf(item, region)) ?? byKey.get(keyOf(item, "global"));
}

function keyOf(item: string, region: string): string {
  return `${item} ${region}`;
}
