// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Removes a part's folder, and what a killed PostgreSQL left in the kernel. */
export function removeFolder(folder: string): void {
  freeSharedMemory(join(folder, "data", "postmaster.pid"));
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

/**
 * Only a PostgreSQL that was killed leaves its lock file. The seventh line ends with the number of
 * its shared memory, which the next start on the same folder would have freed.
 *
 * @see https://www.postgresql.org/docs/15/storage-file-layout.html
 */
function freeSharedMemory(lockFile: string): void {
  if (!existsSync(lockFile)) return;
  const id = readFileSync(lockFile, "utf8").split("\n")[6]?.trim().split(/\s+/)[1];
  if (id === undefined) return;
  try {
    execFileSync("ipcrm", ["-m", id], { stdio: "ignore" });
  } catch {
    // It is freed already, or this system has no ipcrm: some bytes until the next boot.
  }
}
