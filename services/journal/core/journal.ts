// SPDX-License-Identifier: Apache-2.0
import type { JournalRecord } from "./records";

/** Thrown when the process has lost the right to write: its log is sealed, or its epoch is over. */
export class Fenced extends Error {
  override readonly name = "Fenced";
}

/** The journal as a process that takes payments sees it. */
export interface Journal {
  /** The epoch that it writes in. */
  readonly epoch: number;
  /** Name of its log, new with each start. */
  readonly log: string;
  /** Whether the process has lost the right to write; it does not come back. */
  readonly fenced: boolean;
  /**
   * Settles when the record, and all before it in this log, are durable.
   *
   * @throws Fenced when the log is sealed: whether the record counts is for the next writer to say
   * @throws Unavailable when that is not known in time; the record may still become durable
   */
  append(record: JournalRecord): Promise<void>;
  /** Milliseconds since an append was last accepted, by a clock that only goes forward. */
  sinceAccepted(): number;
  /** Stops taking appends, waits for those under way, and seals the log. */
  close(): Promise<void>;
}
