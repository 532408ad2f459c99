// SPDX-License-Identifier: Apache-2.0
import type { JournalRecord } from "./records";

/** What a database has, as the checkpointer (port `standby`) needs it. */
export interface AppliedVersions {
  /**
   * The highest version of each operation that the database has, where it has any.
   *
   * @throws Unavailable when the database can't say
   */
  versionsOf(operations: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

/** The database that replay writes into (port `database`). */
export interface ReplayTarget extends AppliedVersions {
  /**
   * Applies records in the order given, all or none. One that is there already changes nothing.
   *
   * @throws Unavailable when the database can't say
   */
  apply(records: readonly JournalRecord[]): Promise<void>;
}

/** The operations of some records, each once. */
export function operationsOf(records: readonly JournalRecord[]): string[] {
  return [...new Set(records.map((record) => record.operation))];
}
