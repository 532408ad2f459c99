// SPDX-License-Identifier: Apache-2.0

/** From a value to a place in the picture. */
export type Scale = (value: number) => number;

/** Straight from one span to another; a span of nothing goes to the beginning. */
export function linear(from: readonly [number, number], to: readonly [number, number]): Scale {
  const length = from[1] - from[0];
  return (value) => to[0] + (length === 0 ? 0 : ((value - from[0]) / length) * (to[1] - to[0]));
}

/**
 * Round numbers from 0 up to the first that isn't below the most, about as many as asked for: their
 * step is 1, 2 or 5 times a power of ten.
 */
export function ticks(most: number, about: number): number[] {
  const rough = Math.max(most, 1) / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough) ?? 10;
  const step = Math.max(1, factor * power);
  return Array.from(
    { length: Math.ceil(Math.max(most, 1) / step) + 1 },
    (_, index) => index * step,
  );
}

/** A number short enough for an attribute. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
