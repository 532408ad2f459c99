// SPDX-License-Identifier: Apache-2.0
import { assertReadable } from "./codec";
import { JournalDamaged } from "./journal-damaged";
import type { Procedure } from "./procedure";
import { port } from "./procedure";
import type { JournalStore, LogEntry } from "./store";
import { registryShards } from "./store";

const journal = port<JournalStore>("journal");

/** A log, and where in its epoch's registry it stands. */
export interface RegisteredLog {
  readonly epoch: number;
  readonly shard: number;
  readonly entry: LogEntry;
}

/** An epoch's registry, all shards together. */
export interface Registry {
  /** Whether every shard exists and is closed: no log can join. */
  readonly closed: boolean;
  readonly logs: readonly RegisteredLog[];
  /** Names of logs that need no replay any more. */
  readonly retired: readonly string[];
}

/** Makes an epoch's registry, open and empty. What is there already, open or closed, stays. */
export function* createRegistry(epoch: number): Procedure<void> {
  for (let shard = 0; shard < registryShards; shard += 1) {
    yield* journal("F4.create-shard").createShard(epoch, shard);
  }
}

/**
 * Closes an epoch's registry and says who is in it. Every shard is closed before the first is read:
 * a log that is not in the answer can never put a slot that counts.
 *
 * @throws Unavailable when the journal can't say; safe to run again
 * @throws NewerFormat when a newer release writes to one of the logs
 */
export function* closeRegistry(epoch: number): Procedure<RegisteredLog[]> {
  for (let shard = 0; shard < registryShards; shard += 1) {
    yield* journal("F1.close-shard").closeShard(epoch, shard);
  }
  const registry = yield* readRegistry(epoch);
  if (!registry.closed) {
    throw new JournalDamaged(`the registry of epoch ${epoch} is open after it was closed`);
  }
  return [...registry.logs];
}

/**
 * Reads an epoch's registry.
 *
 * @throws NewerFormat when a newer release writes to one of its logs
 */
export function* readRegistry(epoch: number): Procedure<Registry> {
  const logs: RegisteredLog[] = [];
  const retired: string[] = [];
  let closed = true;
  for (let shard = 0; shard < registryShards; shard += 1) {
    const item = yield* journal("F1.read-shard").readShard(epoch, shard);
    closed &&= item?.closed === true;
    for (const entry of item?.logs ?? []) {
      assertReadable(entry.format, `log ${entry.log}`);
      logs.push({ epoch, shard, entry });
    }
    retired.push(...(item?.retired ?? []));
  }
  return { closed, logs, retired };
}
