// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";

import { pairedRatio, spreadOf } from "../../bench/statistics";

const anyTime = fc.double({ min: 0.001, max: 1_000, noNaN: true });
const anyRounds = fc.array(fc.tuple(anyTime, anyTime), { minLength: 1, maxLength: 9 });

describe("spreadOf", () => {
  it.each([
    { values: [3], spread: { median: 3, minimum: 3, maximum: 3 } },
    { values: [5, 1, 2], spread: { median: 2, minimum: 1, maximum: 5 } },
    { values: [4, 1, 2, 10], spread: { median: 3, minimum: 1, maximum: 10 } },
  ])("of $values", ({ values, spread }) => {
    expect(spreadOf(values)).toEqual(spread);
  });

  it("does not sort what it is given", () => {
    const values = [2, 1];
    spreadOf(values);
    expect(values).toEqual([2, 1]);
  });

  it("is refused for no values", () => {
    expect(() => spreadOf([])).toThrow(new RangeError("there are no values"));
  });
});

describe("pairedRatio", () => {
  const ratioOf = (rounds: readonly (readonly [number, number])[]) =>
    pairedRatio(
      rounds.map(([of]) => of),
      rounds.map(([, over]) => over),
    );

  it("pairs round by round, not median by median", () => {
    const rounds = [[1, 1] as const, [20, 10] as const, [3, 1] as const];
    expect(ratioOf(rounds)).toEqual({ median: 2, minimum: 1, maximum: 3 });
  });

  it("stays the same when a whole round is slower", () => {
    const anyLoad = fc.constantFrom(0.5, 2, 4);
    fc.assert(
      fc.property(anyRounds, fc.array(anyLoad, { minLength: 9 }), (rounds, loads) => {
        const slowed = rounds.map(([of, over], round): [number, number] => {
          const load = loads[round] ?? 1;
          return [of * load, over * load];
        });
        // Powers of two: no rounding comes between the two sides.
        expect(ratioOf(slowed)).toEqual(ratioOf(rounds));
      }),
    );
  });

  it("is refused where a round lacks one side", () => {
    expect(() => pairedRatio([1, 2], [1])).toThrow(
      new RangeError("2 rounds can't be paired with 1"),
    );
  });
});
