// SPDX-License-Identifier: Apache-2.0
import type { ReplayTarget } from "./applied-versions";
import { operationsOf } from "./applied-versions";
import { sameRecord } from "./codec";
import { JournalDamaged } from "./journal-damaged";
import { readLog } from "./log-reader";
import type { Procedure } from "./procedure";
import { port } from "./procedure";
import type { JournalRecord } from "./records";
import { inReplayOrder } from "./records";
import { readRegistry } from "./registry";
import { Unavailable } from "./store";
import type { JournalStore, Position } from "./store";

const journal = port<JournalStore>("journal");
const database = port<ReplayTarget>("database");

/** Records applied at a time, in one transaction. */
const chunkRecords = 500;

/** Under this name, as that of a log, the highest epoch is kept up to which all logs are retired. */
export const retiredEpochs = "epochs";

/** What a replay did. */
export interface ReplayReport {
  readonly epochs: number;
  readonly logs: number;
  /** Slots read, seals not counted. */
  readonly slots: number;
  /** Records read, a step that was written twice counted once. */
  readonly records: number;
  /** Of these, the ones that the database did not have. All were applied. */
  readonly missing: number;
}

/**
 * Brings a database up to all that was ever acknowledged: reads what the sealed logs hold beyond
 * their checkpoints, in every epoch up to `epoch` that has such logs, and applies what is missing,
 * payment by payment. An earlier epoch counts too: its records went into the database that wrote
 * after it, and may not have reached this one. Running it again changes nothing.
 *
 * All records beyond the checkpoints are in memory at once, since two logs hold steps of one payment:
 * some 2 KB each, so that 100,000 need 200 MB. The checkpointer keeps them few.
 *
 * @param rewindTo after a restore to a point in time: the first epoch to replay from its very
 *   start, retired logs and all, whatever the checkpoints say @default - from the checkpoints
 * @throws JournalDamaged when what is read can't be what was written; nothing is guessed
 * @throws NewerFormat when a newer release wrote some of it
 * @throws Unavailable when the journal or the database can't say, or the database lost what was
 *   applied; run it again
 */
export function* replay(epoch: number, rewindTo?: number): Procedure<ReplayReport> {
  const first = rewindTo ?? 1 + (yield* journal("F4.read-retired").readCheckpoint(retiredEpochs));
  const steps = new Steps();
  let logs = 0;
  let slots = 0;
  for (let at = first; at <= epoch; at += 1) {
    for (const log of yield* logsToReplay(at, rewindTo !== undefined)) {
      const checkpoint =
        rewindTo === undefined ? yield* journal("F4.read-checkpoint").readCheckpoint(log) : 0;
      const batches = yield* readToSeal(log, checkpoint + 1);
      for (const batch of batches) batch.records.forEach((record) => steps.add(record));
      logs += 1;
      slots += batches.length;
    }
  }
  const records = steps.inOrder();
  const missing = yield* applyMissing(records);
  return { epochs: Math.max(0, epoch - first + 1), logs, slots, records: records.length, missing };
}

function* logsToReplay(epoch: number, withRetired: boolean): Procedure<string[]> {
  const registry = yield* readRegistry(epoch);
  if (!registry.closed) {
    throw new JournalDamaged(`the registry of epoch ${epoch} is open: seal it before its replay`);
  }
  const live = registry.logs.map(({ entry }) => entry.log);
  return withRetired ? [...live, ...registry.retired] : live;
}

function* readToSeal(log: string, from: Position) {
  const { batches, seal } = yield* readLog(log, from, Infinity);
  if (seal === undefined) {
    throw new JournalDamaged(
      `log ${log}: slot ${from + batches.length} is free and no seal is below it: ` +
        `the log was not sealed, or slots that are needed were deleted`,
    );
  }
  return batches.map(({ batch }) => batch);
}

/** The steps that were read, each once. */
class Steps {
  private readonly operations = new Map<string, Map<number, JournalRecord>>();

  add(record: JournalRecord): void {
    const versions = this.operations.get(record.operation) ?? new Map<number, JournalRecord>();
    this.operations.set(record.operation, versions);
    const same = versions.get(record.version);
    if (same && !sameRecord(same, record)) {
      throw new JournalDamaged(
        `version ${record.version} of operation ${record.operation}: ` +
          `the journal holds two different bodies for it`,
      );
    }
    versions.set(record.version, record);
  }

  inOrder(): JournalRecord[] {
    return [...this.operations.values()]
      .flatMap((versions) => [...versions.values()])
      .sort(inReplayOrder);
  }
}

function* applyMissing(records: readonly JournalRecord[]): Procedure<number> {
  let count = 0;
  for (let start = 0; start < records.length; start += chunkRecords) {
    const chunk = records.slice(start, start + chunkRecords);
    const operations = operationsOf(chunk);
    const before = yield* database("F4.read-versions").versionsOf(operations);
    const missing = chunk.filter(
      ({ operation, version }) => version > (before.get(operation) ?? 0),
    );
    if (missing.length === 0) continue;
    assertNoGap(missing, before);
    yield* database("F4.apply").apply(missing);
    assertApplied(missing, yield* database("F4.verify").versionsOf(operations));
    count += missing.length;
  }
  return count;
}

/** A database that comes back from a crash may have lost what it had just applied. */
function assertApplied(
  records: readonly JournalRecord[],
  after: ReadonlyMap<string, number>,
): void {
  for (const { operation, version } of records) {
    if ((after.get(operation) ?? 0) < version) {
      throw new Unavailable(
        `version ${version} of operation ${operation}: was applied, and the database has not got it`,
      );
    }
  }
}

function assertNoGap(missing: readonly JournalRecord[], before: ReadonlyMap<string, number>): void {
  const reached = new Map(before);
  for (const { operation, version } of missing) {
    const last = reached.get(operation) ?? 0;
    if (version !== last + 1) {
      throw new JournalDamaged(
        `version ${version} of operation ${operation}: the step before it is neither ` +
          `in the journal nor in the database, which has version ${last}`,
      );
    }
    reached.set(operation, version);
  }
}
