// SPDX-License-Identifier: Apache-2.0
import { detector, productionDetector } from "../../drill/platform/controller";
import { table } from "../report";
import { spreadOf } from "../statistics";
import type { Figure } from "./figures";
import type { OwnTime } from "./functions";
import { variants, type Variant } from "./platform";
import type { TimeByPart } from "./processor-time";
import { calmRate, named, type Round } from "./rounds";
import { slowest } from "./step";

/** The figures, with their targets, as lines of text. */
export function figureLines(figures: readonly Figure[]): string[] {
  return table([
    ["figure", "median", "(min-max)", "target", ""],
    ...figures.map(({ what, spread, target, met }) => [
      what,
      spread.median.toFixed(2),
      `(${spread.minimum.toFixed(2)}-${spread.maximum.toFixed(2)})`,
      target === undefined ? "" : `${target.bound} ${target.value.toFixed(2)}`,
      met === undefined ? "" : met ? "met" : "missed",
    ]),
  ]);
}

/** What it took on this machine, for orientation: medians. */
export function roundLines(rounds: readonly Round[]): string[] {
  const row = (what: string, stepOf: (round: Round, variant: Variant) => number) => [
    what,
    ...variants.map((variant) => median(rounds.map((round) => stepOf(round, variant)))),
  ];
  return [
    ...table([
      [
        `what it took here, medians of ${rounds.length} rounds`,
        ...variants.map((variant) => named[variant]),
      ],
      row(`p50 at ${calmRate} payments/s, ms`, ({ calm }, variant) => calm[variant].p50),
      row(`p99 at ${calmRate} payments/s, ms`, ({ calm }, variant) => calm[variant].p99),
      row("payments/s sustained", ({ sustained }, variant) => sustained[variant].ended),
      row("p50 at that rate, ms", ({ sustained }, variant) => sustained[variant].p50),
      row("p99 at that rate, ms", ({ sustained }, variant) => sustained[variant].p99),
    ]),
    "",
    ...table([
      ["the journal, medians", "ms"],
      ["one round trip", median(rounds.map(({ roundTrip }) => roundTrip))],
      ["one put", median(rounds.map(({ journal }) => journal.put))],
      ["one append", median(rounds.map(({ journal }) => journal.append))],
      [
        "of it, waiting for the group commit",
        median(rounds.map(({ journal }) => journal.append - journal.put)),
      ],
    ]),
  ];
}

/** Whose processor time it is that limits the rate. */
export function partLines(time: TimeByPart, seconds: number, cores: number): string[] {
  const rows = [...time].filter(([, own]) => own > 0).sort(([, one], [, other]) => other - one);
  const all = rows.reduce((sum, [, own]) => sum + own, 0);
  const used = (own: number): string => (own / seconds).toFixed(2);
  return table([
    [`processor time at that rate, of ${cores} cores`, "cores"],
    ...rows.map(([part, own]) => [`  ${part}`, used(own)]),
    ["  together", used(all)],
  ]);
}

const longest = 15;

/** Where the API's own time goes, by function. */
export function functionLines(functions: readonly OwnTime[]): string[] {
  const all = functions.reduce((sum, { seconds }) => sum + seconds, 0);
  return table([
    ["  by function", "s", "%"],
    ...functions
      .slice(0, longest)
      .map(({ name, place, seconds }) => [
        `  ${name} ${place}`,
        seconds.toFixed(2),
        ((100 * seconds) / all).toFixed(0),
      ]),
  ]);
}

/** What a reader has to know about the figures. */
export const notes: readonly string[] = [
  "Everything runs on this machine: clients, API, PostgreSQL with fsync, Redis, and stand-ins for the",
  "journal's table, the network to it and the processors, which answer at once.",
  `Sustained: nothing piles up, and no more than one in a hundred takes over ${slowest} ms.`,
  "Failover, fault to first accepted payment, in the drill, whose detector is",
  `${detector.failures} x ${detector.intervalMilliseconds / 1_000} s (production: ${productionDetector.failures} x ${productionDetector.intervalMilliseconds / 1_000} s):`,
  "  npm run drill -- --scenario region-killed",
];

function median(values: readonly number[]): string {
  return spreadOf(values).median.toFixed(1);
}
