// SPDX-License-Identifier: Apache-2.0

/** The middle of some numbers and how far they lie apart. */
export interface Spread {
  readonly median: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** @throws RangeError when there are no values */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number): number => {
    const value = sorted[index];
    if (value === undefined) throw new RangeError("there are no values");
    return value;
  };
  const middle = (sorted.length - 1) / 2;
  return {
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    minimum: at(0),
    maximum: at(sorted.length - 1),
  };
}

/**
 * The spread of a ratio whose two sides were measured together, round by round. Pairs first, then
 * the median: what disturbs a machine for a whole round disturbs both sides of it.
 *
 * @throws RangeError when the sides have different numbers of rounds, or none
 */
export function pairedRatio(of: readonly number[], over: readonly number[]): Spread {
  if (of.length !== over.length) {
    throw new RangeError(`${of.length} rounds can't be paired with ${over.length}`);
  }
  return spreadOf(of.map((value, round) => value / (over[round] ?? NaN)));
}
