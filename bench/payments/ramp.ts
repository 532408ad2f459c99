// SPDX-License-Identifier: Apache-2.0

/** Payments per second that were offered, and whether they were sustained. */
export interface Tried {
  readonly rate: number;
  readonly held: boolean;
}

export interface RampOptions {
  /** The first rate. */
  readonly start: number;
  /** By how much it grows while it is sustained, and shrinks while it is not. */
  readonly growth: number;
}

/** Close enough: the clients come by chance, so that a closer answer would be chance too. */
const closeEnough = 1.12;

/** Below this nothing is looked for, and above this nothing is promised. */
export const leastRate = 10;
export const mostRate = 4_000;

/**
 * The next rate to offer, to find the highest that is sustained: up or down until one is sustained
 * and the one above is not, then between the two. Undefined when that is known closely enough.
 */
export function nextRate(tried: readonly Tried[], options: RampOptions): number | undefined {
  const { start, growth } = options;
  if (tried.length === 0) return bounded(start);
  const held = sustained(tried);
  const failed = Math.min(...tried.filter((one) => !one.held).map(({ rate }) => rate));
  if (held === undefined) return failed <= leastRate ? undefined : bounded(failed / growth);
  if (failed === Infinity) return held >= mostRate ? undefined : bounded(held * growth);
  const between = Math.round(Math.sqrt(held * failed));
  return failed / held <= closeEnough || between === held || between === failed
    ? undefined
    : between;
}

/** The highest rate that was sustained, below all that were not. */
export function sustained(tried: readonly Tried[]): number | undefined {
  const failed = Math.min(...tried.filter((one) => !one.held).map(({ rate }) => rate));
  const rates = tried.filter(({ held, rate }) => held && rate < failed).map(({ rate }) => rate);
  return rates.length === 0 ? undefined : Math.max(...rates);
}

function bounded(rate: number): number {
  return Math.round(Math.min(mostRate, Math.max(leastRate, rate)));
}
