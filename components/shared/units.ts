// SPDX-License-Identifier: Apache-2.0

/** A length of time, the unit in the value: `"30 seconds"`, `"1 minute"`, `"7 days"`. */
export type Duration =
  | `${number} ${"second" | "seconds"}`
  | `${number} ${"minute" | "minutes"}`
  | `${number} ${"hour" | "hours"}`
  | `${number} ${"day" | "days"}`;

/** An amount of storage, the unit in the value: `"100 GiB"`. */
export type Size = `${number} ${"MiB" | "GiB" | "TiB"}`;

const durationPattern = /^(\d+) (second|minute|hour|day)s?$/;
const sizePattern = /^(\d+) (MiB|GiB|TiB)$/;

const secondsPer = { second: 1, minute: 60, hour: 3600, day: 86_400 } as const;
const mebibytesPer = { MiB: 1, GiB: 1024, TiB: 1024 * 1024 } as const;

/** True when the text is a whole number of a unit of time, such as `"30 seconds"`. */
export function isDuration(text: string): text is Duration {
  return durationPattern.test(text);
}

/**
 * @returns whole seconds
 * @throws RangeError when the text is not a whole number of seconds, minutes, hours or days
 */
export function toSeconds(duration: Duration): number {
  const [, amount, unit] = durationPattern.exec(duration) ?? [];
  if (amount === undefined || unit === undefined) {
    throw new RangeError(
      `not a duration, got "${duration}"; write a whole number and a unit: "30 seconds", "5 minutes", "7 days"`,
    );
  }
  return Number(amount) * secondsPer[unit as keyof typeof secondsPer];
}

/**
 * @returns whole gibibytes
 * @throws RangeError when the text is not a size, or not a whole number of GiB
 */
export function toGibibytes(size: Size): number {
  const [, amount, unit] = sizePattern.exec(size) ?? [];
  const mebibytes =
    amount === undefined || unit === undefined
      ? Number.NaN
      : Number(amount) * mebibytesPer[unit as keyof typeof mebibytesPer];
  if (!Number.isInteger(mebibytes / mebibytesPer.GiB)) {
    throw new RangeError(`not a whole number of GiB, got "${size}"; write for example "100 GiB"`);
  }
  return mebibytes / mebibytesPer.GiB;
}
