// SPDX-License-Identifier: Apache-2.0

/**
 * Milliseconds on a clock that only goes forward and that all processes of a machine share: Node
 * reads the system's monotonic clock.
 *
 * @see https://nodejs.org/docs/latest-v20.x/api/process.html#processhrtimebigint
 */
export function monotonic(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
