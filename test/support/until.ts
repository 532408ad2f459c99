// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from "node:timers/promises";

/** Long enough for a machine that is busy with other tests, in milliseconds. */
const patience = 60_000;

/** Waits until something holds. @throws Error when it does not come to */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + patience;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`it did not come to hold within ${patience} ms`);
    await sleep(50);
  }
}
