// SPDX-License-Identifier: Apache-2.0
import type { AppliedVersions } from "./applied-versions";
import { operationsOf } from "./applied-versions";
import { readLog } from "./log-reader";
import type { Procedure } from "./procedure";
import { port } from "./procedure";
import { readRegistry } from "./registry";
import type { JournalStore, Position } from "./store";

const journal = port<JournalStore>("journal");
const standby = port<AppliedVersions>("standby");

/** Slots looked at in one run, at most. @default 256 */
const defaultLimit = 256;

/** How far a log is applied in the standby's database. */
export interface LogProgress {
  readonly log: string;
  /** Up to here all is applied there. */
  readonly checkpoint: Position;
  /** Slots seen beyond it, that a failover would have to read: at least so many. */
  readonly beyond: number;
  /** Whether the log is sealed and all of it is applied. */
  readonly finished: boolean;
}

/**
 * Moves a log's checkpoint over the slots whose every record the standby's database has. It asks that
 * database, and takes neither the journal's word nor the primary's: replay begins there, and what is
 * skipped wrongly is lost.
 *
 * @param limit slots to look at, at most @default 256
 * @throws JournalDamaged, NewerFormat, Unavailable
 */
export function* checkpointLog(log: string, limit = defaultLimit): Procedure<LogProgress> {
  const before = yield* journal("C1.read-checkpoint").readCheckpoint(log);
  const { batches, seal } = yield* readLog(log, before + 1, limit);
  const operations = operationsOf(batches.flatMap(({ batch }) => batch.records));
  const applied =
    operations.length > 0
      ? yield* standby("C2.read-versions").versionsOf(operations)
      : new Map<string, number>();
  const behind = batches.findIndex(({ batch }) =>
    batch.records.some(({ operation, version }) => version > (applied.get(operation) ?? 0)),
  );
  const moved = behind < 0 ? batches.length : behind;
  const checkpoint = before + moved;
  if (moved > 0) yield* journal("C3.advance").advanceCheckpoint(log, checkpoint);
  return {
    log,
    checkpoint,
    beyond: batches.length - moved,
    finished: seal === checkpoint + 1,
  };
}

/** Moves the checkpoints of all logs that an epoch still has. */
export function* checkpointEpoch(epoch: number, limit = defaultLimit): Procedure<LogProgress[]> {
  const progress: LogProgress[] = [];
  for (const { entry } of (yield* readRegistry(epoch)).logs) {
    progress.push(yield* checkpointLog(entry.log, limit));
  }
  return progress;
}
