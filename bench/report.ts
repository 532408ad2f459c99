// SPDX-License-Identifier: Apache-2.0
import type { Profile } from "./profile/modules";
import type { Rounds } from "./rounds";
import { pairedRatio, spreadOf, type Spread } from "./statistics";
import type { Ratio, Sample } from "./suite";

/** A ratio as it was measured. */
export interface MeasuredRatio {
  readonly what: string;
  readonly spread: Spread;
  readonly target: number | undefined;
  /** Undefined where nothing was promised. */
  readonly met: boolean | undefined;
}

/**
 * Works a ratio out: both sides added up round by round, then paired.
 *
 * @throws RangeError when a sample is missing
 */
export function measuredRatio({ what, of, over, perResource, target }: Ratio, rounds: Rounds) {
  const side = (names: readonly string[]): number[] => {
    const samples = names.map((name) => rounds.get(name) ?? []);
    const count = Math.min(...samples.map(({ length }) => length));
    return Array.from({ length: count }, (_, round) =>
      timeOf(
        samples.flatMap((all) => all[round] ?? []),
        perResource,
      ),
    );
  };
  const spread = pairedRatio(side(of), side(over));
  const met = target === undefined ? undefined : spread.median <= target;
  return { what, spread, target, met } satisfies MeasuredRatio;
}

function timeOf(samples: readonly Sample[], perResource: boolean): number {
  const seconds = samples.reduce((sum, sample) => sum + sample.seconds, 0);
  if (!perResource) return seconds;
  return seconds / samples.reduce((sum, { resources = NaN }) => sum + resources, 0);
}

/** The ratios, with their targets, as lines of text. */
export function ratioLines(ratios: readonly MeasuredRatio[]): string[] {
  return table([
    ["ratio", "median", "(min-max)", "target", ""],
    ...ratios.map(({ what, spread, target, met }) => [
      what,
      spread.median.toFixed(2),
      `(${spread.minimum.toFixed(2)}-${spread.maximum.toFixed(2)})`,
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
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const pad = (cell: string, column: number): string =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(pad).join("  ").trimEnd());
}
