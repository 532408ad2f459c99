// SPDX-License-Identifier: Apache-2.0

/** The first wait, in milliseconds. */
const first = 10;

/** The longest wait, in milliseconds: a log that is behind must not stay so after an outage. */
const longest = 500;

/**
 * How long to wait before a try, in milliseconds: twice as long each time, and less by chance, so that
 * writers which failed together don't come back together.
 *
 * @param attempt counts from 1; the first does not wait
 */
export function backoff(attempt: number, random: () => number = Math.random): number {
  if (attempt <= 1) return 0;
  const most = Math.min(longest, first * 2 ** (attempt - 2));
  return most * (0.5 + random() / 2);
}
