// SPDX-License-Identifier: Apache-2.0
import type { Profile } from "./profile/modules";
import type { Rounds } from "./rounds";
import { pairedRatio, spreadOf, type Spread } from "./statistics";
import type { Ratio, Sample } from "./suite";

/** A ratio as it was measured. */
export interface MeasuredRatio {
  readonly what: string;
  readonly spread: Spread;
  /** The median in processor time, which other load disturbs less; undefined where unknown. */
  readonly inCpu: number | undefined;
  readonly target: number | undefined;
  /** Undefined where nothing was promised. */
  readonly met: boolean | undefined;
}

/**
 * Works a ratio out: both sides added up round by round, then paired.
 *
 * @throws RangeError when a sample is missing
 */
export function measuredRatio(ratio: Ratio, rounds: Rounds): MeasuredRatio {
  const { what, target } = ratio;
  const spread = ratioIn(ratio, rounds, ({ seconds }) => seconds);
  const cpu = ratioIn(ratio, rounds, ({ cpuSeconds = NaN }) => cpuSeconds).median;
  const inCpu = Number.isNaN(cpu) ? undefined : cpu;
  const met = target === undefined ? undefined : spread.median <= target;
  return { what, spread, inCpu, target, met };
}

function ratioIn(
  { of, over, perResource }: Ratio,
  rounds: Rounds,
  timeOf: (sample: Sample) => number,
): Spread {
  const side = (names: readonly string[]): number[] => {
    const samples = names.map((name) => rounds.get(name) ?? []);
    const count = Math.min(...samples.map(({ length }) => length));
    return Array.from({ length: count }, (_, round) => {
      const together = samples.flatMap((all) => all[round] ?? []);
      const time = together.reduce((sum, sample) => sum + timeOf(sample), 0);
      const resources = together.reduce((sum, sample) => sum + (sample.resources ?? NaN), 0);
      return perResource ? time / resources : time;
    });
  };
  return over.length === 0 ? spreadOf(side(of)) : pairedRatio(side(of), side(over));
}

/** The ratios, with their targets, as lines of text. */
export function ratioLines(ratios: readonly MeasuredRatio[]): string[] {
  return table([
    ["ratio", "median", "(min-max)", "in CPU", "target", ""],
    ...ratios.map(({ what, spread, inCpu, target, met }) => [
      what,
      spread.median.toFixed(2),
      `(${spread.minimum.toFixed(2)}-${spread.maximum.toFixed(2)})`,
      inCpu === undefined ? "" : inCpu.toFixed(2),
      target === undefined ? "" : `<= ${target.toFixed(2)}`,
      met === undefined ? "" : met ? "met" : "missed",
    ]),
  ]);
}

/** What each thing took on this machine, for orientation: medians. */
export function sampleLines(rounds: Rounds): string[] {
  return table([
    ["what it took here, medians", "seconds", "CPU s", "peak MB", "resources"],
    ...[...rounds].map(([name, samples]) => [
      name,
      medianOf(samples, ({ seconds }) => seconds, 2),
      medianOf(samples, ({ cpuSeconds }) => cpuSeconds, 2),
      medianOf(samples, ({ peakBytes }) => peakBytes && peakBytes / 2 ** 20, 0),
      medianOf(samples, ({ resources }) => resources, 0),
    ]),
  ]);
}

const profileLength = 14;

/** Where profiled processes spent their time, as lines of text. */
export function profileLines(profiles: readonly Profile[]): string[] {
  return profiles.flatMap(({ title, seconds, modules }) => [
    "",
    `${title}: ${seconds.toFixed(2)} s, by module`,
    ...table(
      modules
        .slice(0, profileLength)
        .map(([module, own]) => [
          `  ${module}`,
          `${own.toFixed(2)} s`,
          `${((100 * own) / seconds).toFixed(0)} %`,
        ]),
    ),
  ]);
}

function medianOf(
  samples: readonly Sample[],
  value: (sample: Sample) => number | undefined,
  digits: number,
): string {
  const known = samples.flatMap((sample) => value(sample) ?? []);
  return known.length === 0 ? "" : spreadOf(known).median.toFixed(digits);
}

/** The first column to the left, the others to the right. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const pad = (cell: string, column: number): string =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(pad).join("  ").trimEnd());
}
