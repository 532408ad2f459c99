// SPDX-License-Identifier: Apache-2.0

/** Writes 32 hex digits as a UUID. */
export function uuid(digits: string): string {
  return [0, 8, 12, 16, 20]
    .map((start, index, starts) => digits.slice(start, starts[index + 1] ?? 32))
    .join("-");
}
