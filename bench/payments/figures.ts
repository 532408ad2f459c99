// SPDX-License-Identifier: Apache-2.0
import { journalDefaults } from "payments-journal/adapters";

import { pairedRatio, spreadOf, type Spread } from "../statistics";
import type { Round } from "./rounds";

/** A figure of what was promised, or of what it is made of. */
export interface Figure {
  readonly what: string;
  readonly spread: Spread;
  /** Undefined where nothing was promised. */
  readonly target: { readonly bound: "<=" | ">="; readonly value: number } | undefined;
  /** Undefined where nothing was promised. */
  readonly met: boolean | undefined;
}

/** Milliseconds for which the journal's records gather, in production as here. */
export const groupCommit = journalDefaults.groupCommitMilliseconds;

/** Payments per second that are aimed at. */
export const aim = 2_000;

/** Round trips that two appends may add: two, and a tenth of each for the journal's own work. */
const mostRoundTrips = 2.2;

/**
 * What came out: every figure worked out within each round first, so that what disturbs a round
 * disturbs both sides of it.
 *
 * @throws RangeError when there are no rounds
 */
export function figuresOf(rounds: readonly Round[]): Figure[] {
  const inRoundTrips = (milliseconds: (round: Round) => number): Spread =>
    pairedRatio(
      rounds.map(milliseconds),
      rounds.map(({ roundTrip }) => roundTrip),
    );
  const added = ({ calm }: Round): number => calm.journal.p50 - calm.none.p50;
  return [
    figure(
      `added at p50 less two group commits of ${groupCommit} ms, in round trips`,
      inRoundTrips((round) => added(round) - 2 * groupCommit),
      { bound: "<=", value: mostRoundTrips },
    ),
    figure(
      "  of it, two puts",
      inRoundTrips(({ journal }) => 2 * journal.put),
    ),
    figure(
      "two waits for the group commit, as they were",
      inRoundTrips(({ journal }) => 2 * (journal.append - journal.put)),
    ),
    figure(
      "p50 with the journal over without",
      spreadOf(rounds.map(({ calm }) => calm.journal.p50 / calm.none.p50)),
    ),
    figure(
      "payments/s with the journal over without",
      spreadOf(rounds.map(({ sustained }) => sustained.journal.ended / sustained.none.ended)),
    ),
    figure(
      `payments/s with the journal over ${aim}`,
      spreadOf(rounds.map(({ sustained }) => sustained.journal.ended / aim)),
      { bound: ">=", value: 1 },
    ),
  ];
}

function figure(what: string, spread: Spread, target?: Figure["target"]): Figure {
  return { what, spread, target, met: target && isMet(spread.median, target) };
}

function isMet(median: number, { bound, value }: NonNullable<Figure["target"]>): boolean {
  return bound === "<=" ? median <= value : median >= value;
}
