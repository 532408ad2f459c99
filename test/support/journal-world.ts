// SPDX-License-Identifier: Apache-2.0
import { createRegistry, formatVersion, makeBatch, register, run } from "payments-journal";
import type { Heartbeat, JournalRecord, LogEntry, ReplayTarget, Slot } from "payments-journal";

import { MemoryJournal } from "./memory-journal";

/** A record of a payment's own charge. */
export function record(operation: string, version = 1, body = "b"): JournalRecord {
  return { payment: operation, operation, version, body };
}

/** A log as a writer with this window registers it. */
export function entry(log: string, window = 4): LogEntry {
  return { log, window, format: formatVersion };
}

/** A slot as the writer of the log would put it. */
export function slot(seq: number, records: readonly JournalRecord[], beat?: Heartbeat): Slot {
  const content = makeBatch({ writer: "w", epoch: 1, records, ...(beat && { heartbeat: beat }) });
  return { seq, content };
}

/** A journal in memory, with control ACTIVE in `us-east-1` in epoch 1 and its registry. */
export async function openedJournal(logs: readonly LogEntry[] = []): Promise<MemoryJournal> {
  const journal = new MemoryJournal();
  await journal.createControl({ epoch: 1, phase: "ACTIVE", active: "us-east-1", revision: 1 });
  await run(createRegistry(1), { journal });
  for (const one of logs) await run(register("us-east-1", one), { journal });
  return journal;
}

/** A database in memory: versions that only ever go up by one. */
export class MemoryDatabase implements ReplayTarget {
  readonly records: JournalRecord[] = [];
  private readonly versions = new Map<string, number>();

  versionsOf(operations: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const known = operations.flatMap((name): [string, number][] => {
      const version = this.versions.get(name);
      return version === undefined ? [] : [[name, version]];
    });
    return Promise.resolve(new Map(known));
  }

  apply(records: readonly JournalRecord[]): Promise<void> {
    for (const one of records) {
      if (one.version !== (this.versions.get(one.operation) ?? 0) + 1) continue;
      this.versions.set(one.operation, one.version);
      this.records.push(one);
    }
    return Promise.resolve();
  }
}
