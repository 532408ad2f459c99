// SPDX-License-Identifier: Apache-2.0

/** What became of payments that were offered at a rate for a while. */
export interface Step {
  /** Payments per second that were asked for. */
  readonly rate: number;
  /** Payments per second that clients began. */
  readonly begun: number;
  /** Payments per second that were told their end. */
  readonly ended: number;
  /** Milliseconds from when a client wanted to pay until it was told the end. */
  readonly p50: number;
  readonly p99: number;
}

/** The most that one payment in a hundred may take, in milliseconds, for a rate to be sustained. */
export const slowest = 1_000;

/** Less than this share of what was begun has ended: it piles up. */
const endedShare = 0.95;

/** Clients come by chance, at low rates by more. */
const begunShare = 0.85;

/** Why a rate was not sustained; undefined when it was. */
export function unsustained({ rate, begun, ended, p99 }: Step): string | undefined {
  if (begun < rate * begunShare) return `the clients began ${begun.toFixed(0)} of ${rate} a second`;
  if (ended < begun * endedShare) {
    return `${ended.toFixed(0)} of ${begun.toFixed(0)} a second were told their end`;
  }
  if (p99 > slowest) return `one in a hundred took more than ${p99.toFixed(0)} ms`;
  return undefined;
}
