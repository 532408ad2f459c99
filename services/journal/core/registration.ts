// SPDX-License-Identifier: Apache-2.0
import { assertReadable } from "./codec";
import { crc32 } from "./crc32";
import type { Procedure } from "./procedure";
import { port } from "./procedure";
import type { JournalStore, LogEntry } from "./store";
import { registryShards, Unavailable } from "./store";

const journal = port<JournalStore>("journal");

/** How often a registration is tried whose answer did not come. Trying again is harmless. */
const registrationTries = 3;

/** The shard of an epoch's registry that a log belongs to. */
export function shardOf(log: string): number {
  return crc32(new TextEncoder().encode(log)) % registryShards;
}

/**
 * Gains the right to write: reads the control item, and enters a new log into the registry of its
 * epoch. The log's first slot may be put when this has returned an epoch, and not before.
 *
 * A registration that is late, or comes twice, does no harm: the registry is closed before anything is
 * sealed, and closed it takes nobody.
 *
 * @returns the epoch; `not-active` when another region writes, the epoch changes now, or its
 *   registry is closed
 * @throws Unavailable when the journal can't say; the same log may try again
 */
export function* register(region: string, entry: LogEntry): Procedure<number | "not-active"> {
  const control = yield* journal("R1.read-control").readControl();
  if (control?.phase !== "ACTIVE" || control.active !== region) return "not-active";
  assertReadable(entry.format, `log ${entry.log}`);
  const shard = shardOf(entry.log);
  for (let attempt = 1; ; attempt += 1) {
    try {
      const open = yield* journal("R2.register").register(control.epoch, shard, entry);
      return open ? control.epoch : "not-active";
    } catch (error) {
      if (!(error instanceof Unavailable) || attempt === registrationTries) throw error;
    }
  }
}
