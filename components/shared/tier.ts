// SPDX-License-Identifier: Apache-2.0

/**
 * How much a service matters: 1 runs in two regions, 2 is restored in hours from backups, 3 has no
 * guarantee. 1 and 2 page, 3 waits for the morning.
 */
export type Tier = 1 | 2 | 3;
