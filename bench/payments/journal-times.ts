// SPDX-License-Identifier: Apache-2.0
import { build, type Histogram } from "hdr-histogram-js";
import type { Journal, JournalRecord } from "payments-journal";
import { openJournal, type OpenJournalOptions } from "payments-journal/adapters";

/** What the journal took, as its process saw it. */
export interface JournalTimesSeen {
  /** Appends that became durable. */
  readonly appends: number;
  /** Milliseconds from an append to its end, in the middle. */
  readonly append: number;
  /** Milliseconds from a put to its answer, in the middle. */
  readonly put: number;
  /** Records in a put, on average. */
  readonly recordsInPut: number;
}

/** Opens the real journal, and measures what goes through it. */
export class JournalTimes {
  private readonly appends = histogram();
  private readonly puts = histogram();
  private records = 0;

  /** Opens a journal as `openJournal` does. @throws Fenced, Unavailable as it does */
  async open(options: OpenJournalOptions): Promise<Journal> {
    const { events } = options;
    const journal = await openJournal({
      ...options,
      events: {
        ...events,
        put: (outcome, milliseconds, records) => {
          events?.put?.(outcome, milliseconds, records);
          // Some puts hold nothing but a heartbeat.
          if (outcome === "put" && records > 0) this.put(milliseconds, records);
        },
      },
    });
    return {
      epoch: journal.epoch,
      log: journal.log,
      get fenced() {
        return journal.fenced;
      },
      append: (record) => this.append(journal, record),
      sinceAccepted: () => journal.sinceAccepted(),
      close: () => journal.close(),
    };
  }

  /** What was seen since the last call. */
  take(): JournalTimesSeen {
    const seen = {
      appends: this.appends.totalCount,
      append: this.appends.getValueAtPercentile(50) / 1_000,
      put: this.puts.getValueAtPercentile(50) / 1_000,
      recordsInPut: this.records / Math.max(1, this.puts.totalCount),
    };
    this.appends.reset();
    this.puts.reset();
    this.records = 0;
    return seen;
  }

  private async append(journal: Journal, record: JournalRecord): Promise<void> {
    const began = performance.now();
    await journal.append(record);
    this.appends.recordValue(microseconds(performance.now() - began));
  }

  private put(milliseconds: number, records: number): void {
    this.puts.recordValue(microseconds(milliseconds));
    this.records += records;
  }
}

function histogram(): Histogram {
  return build({ numberOfSignificantValueDigits: 3 });
}

function microseconds(milliseconds: number): number {
  return Math.max(1, Math.round(milliseconds * 1_000));
}
