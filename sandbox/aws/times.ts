// SPDX-License-Identifier: Apache-2.0

/** When everything in the sandbox's cloud was made: outputs are the same from run to run. */
export const creationTime = "2026-01-01T00:00:00Z";
