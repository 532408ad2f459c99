// SPDX-License-Identifier: Apache-2.0
import type { Scale } from "./scale";

/** The picture's measures, in its own units: pixels, where it is not scaled. */
export const frame = {
  width: 960,
  left: 66,
  right: 944,
  /** Height of one region's bars. */
  plot: 110,
  /** Height of a line of text. */
  line: 18,
} as const;

/** A part of the picture, and how much of its height it took. */
export interface Drawn<Markup> {
  readonly markup: Markup;
  readonly height: number;
}

/** Where a part begins, and where a time stands in it. */
export interface Place {
  readonly y: number;
  readonly x: Scale;
}
