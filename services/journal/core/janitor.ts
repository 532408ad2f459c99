// SPDX-License-Identifier: Apache-2.0
import type { Procedure } from "./procedure";
import { port } from "./procedure";
import { readRegistry } from "./registry";
import { retiredEpochs } from "./replayer";
import type { SealedLog } from "./sealer";
import { sealLog } from "./sealer";
import type { JournalStore, Position } from "./store";

const journal = port<JournalStore>("journal");

/** Under this name, as that of a log, the highest epoch is kept up to which all logs are trimmed. */
const trimmedEpochs = "epochs-trimmed";

/** Slots deleted at a time. */
const pageSlots = 100;

/**
 * For how many epochs the slots of logs are kept after all of them is applied. With a roll each day
 * it is as far back as the database can be restored, and the journal then has what came after.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html: 35 days at most
 */
export const defaultKeptEpochs = 35;

/** Seals logs whose writer is gone, as the caller has judged by their heartbeats. */
export function* sealAbandoned(
  epoch: number,
  logs: ReadonlySet<string>,
  by: string,
): Procedure<SealedLog[]> {
  const sealed: SealedLog[] = [];
  for (const log of (yield* readRegistry(epoch)).logs) {
    if (!logs.has(log.entry.log)) continue;
    sealed.push({ ...log, seal: yield* sealLog(log.entry, { by, epoch }) });
  }
  return sealed;
}

/**
 * Takes the logs off an epoch's registry that are sealed and applied to the end, and notes the epoch as
 * done when none is left and none can join.
 *
 * @returns how many logs it took off
 */
export function* retireLogs(epoch: number): Procedure<number> {
  const registry = yield* readRegistry(epoch);
  let count = 0;
  for (const { shard, entry } of registry.logs) {
    if ((yield* finishedAt(entry.log)) === undefined) continue;
    yield* journal("J1.remove-log").removeLog(epoch, shard, entry.log);
    count += 1;
  }
  // In order only: the note says that all earlier epochs are done as well.
  const done = yield* journal("J2.read-retired").readCheckpoint(retiredEpochs);
  if (registry.closed && count === registry.logs.length && done === epoch - 1) {
    yield* journal("J2.note-retired").advanceCheckpoint(retiredEpochs, epoch);
  }
  return count;
}

/**
 * Deletes what is applied and old: the slots of the logs of all epochs that are done and more than
 * `kept` before the current one. Their seals stay for good: a writer that slept for days puts its slot
 * again, and must find something there.
 *
 * @param kept epochs before the current one that stay whole @default 35
 * @returns how many slots it deleted
 */
export function* trim(kept = defaultKeptEpochs): Procedure<number> {
  const control = yield* journal("J3.read-control").readControl();
  const done = yield* journal("J3.read-retired").readCheckpoint(retiredEpochs);
  const trimmed = yield* journal("J3.read-trimmed").readCheckpoint(trimmedEpochs);
  const last = Math.min(done, (control?.epoch ?? 0) - kept - 1);
  let deleted = 0;
  for (let epoch = trimmed + 1; epoch <= last; epoch += 1) {
    for (const log of (yield* readRegistry(epoch)).retired) deleted += yield* trimLog(log);
    yield* journal("J5.note-trimmed").advanceCheckpoint(trimmedEpochs, epoch);
  }
  return deleted;
}

/** Deletes by number, from the lowest slot left: below the seal every number was taken. */
function* trimLog(log: string): Procedure<number> {
  const end = yield* finishedAt(log);
  if (end === undefined) return 0;
  let deleted = 0;
  for (;;) {
    const [lowest] = yield* journal("J4.read-lowest").readSlots(log, 1, 1);
    if (!lowest || lowest.seq >= end) return deleted;
    const length = Math.min(pageSlots, end - lowest.seq);
    const seqs = Array.from({ length }, (_, index) => lowest.seq + index);
    yield* journal("J4.delete-slots").deleteSlots(log, seqs);
    deleted += seqs.length;
  }
}

/** The seal's slot, when all below it is applied in the standby's database. */
function* finishedAt(log: string): Procedure<Position | undefined> {
  const checkpoint = yield* journal("J1.read-checkpoint").readCheckpoint(log);
  const [slot] = yield* journal("J1.read-slot").readSlots(log, checkpoint + 1, 1);
  return slot?.seq === checkpoint + 1 && slot.content.kind === "seal" ? slot.seq : undefined;
}
