// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";

import { leastRate, mostRate, nextRate, sustained, type Tried } from "../../../bench/payments/ramp";

/** Offers rates to something that sustains so much and no more. */
function ramp(capacity: number, start: number, growth: number): readonly Tried[] {
  const tried: Tried[] = [];
  for (;;) {
    const rate = nextRate(tried, { start, growth });
    if (rate === undefined) return tried;
    tried.push({ rate, held: rate <= capacity });
    if (tried.length > 100) throw new Error(`no end: ${tried.map((one) => one.rate).join(", ")}`);
  }
}

describe("nextRate", () => {
  it.each([
    { capacity: 390, start: 100, growth: 2, rates: [100, 200, 400, 283, 336, 367] },
    { capacity: 60, start: 100, growth: 2, rates: [100, 50, 71, 60, 65] },
    { capacity: 300, start: 300, growth: 1.12, rates: [300, 336] },
    { capacity: 5, start: 25, growth: 2, rates: [25, 13, 10] },
    { capacity: 9_999, start: 3_000, growth: 2, rates: [3_000, 4_000] },
  ])("looks for $capacity from $start on with $rates", ({ capacity, start, growth, rates }) => {
    expect(ramp(capacity, start, growth).map(({ rate }) => rate)).toEqual(rates);
  });

  const anyCapacity = fc.integer({ min: leastRate, max: mostRate });
  const anyStart = fc.integer({ min: leastRate, max: mostRate });
  const anyGrowth = fc.double({ min: 1.12, max: 3, noNaN: true });

  it("ends with a sustained rate that an eighth more, or one more, would not be", () => {
    fc.assert(
      fc.property(anyCapacity, anyStart, anyGrowth, (capacity, start, growth) => {
        const found = sustained(ramp(capacity, start, growth)) ?? NaN;
        expect(found).toBeLessThanOrEqual(capacity);
        expect(Math.max(found * 1.125, found + 1)).toBeGreaterThanOrEqual(capacity);
      }),
    );
  });

  it("offers no rate twice, and none below or above the bounds", () => {
    fc.assert(
      fc.property(anyCapacity, anyStart, anyGrowth, (capacity, start, growth) => {
        const rates = ramp(capacity, start, growth).map(({ rate }) => rate);
        expect(new Set(rates).size).toBe(rates.length);
        expect(Math.min(...rates)).toBeGreaterThanOrEqual(leastRate);
        expect(Math.max(...rates)).toBeLessThanOrEqual(mostRate);
      }),
    );
  });
});

describe("sustained", () => {
  it("is nothing when no rate was", () => {
    expect(sustained([{ rate: 10, held: false }])).toBeUndefined();
  });

  it("is the highest below a rate that was not, whatever chance has shown above it", () => {
    const tried = [
      { rate: 100, held: true },
      { rate: 200, held: false },
      { rate: 150, held: true },
      { rate: 300, held: true },
    ];
    expect(sustained(tried)).toBe(150);
  });
});
