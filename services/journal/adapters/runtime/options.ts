// SPDX-License-Identifier: Apache-2.0
import type { Heartbeat, JournalStore } from "../../core/store";

/** What a journal tells of itself, for metrics and logs. Callbacks must not throw. */
export interface JournalEvents {
  /** A put was answered; `milliseconds` since it was sent. */
  readonly put?: (
    outcome: "put" | "taken" | "unavailable",
    milliseconds: number,
    records: number,
  ) => void;
  /** Records became durable; `milliseconds` since the first of their slots was first sent. */
  readonly durable?: (records: number, milliseconds: number) => void;
  /** The right to write is lost. */
  readonly fenced?: (reason: string) => void;
  /** A heartbeat, or a look at the control item, failed; the next one comes. */
  readonly trouble?: (what: string, error: unknown) => void;
}

/** What a journal is opened with. */
export interface OpenJournalOptions {
  readonly store: JournalStore;
  /** AWS name of the region of this process. */
  readonly region: string;
  /** Name of this process, for people; its log's name begins with it. */
  readonly process: string;
  /** A small write to the database, and what the process counts. It should have a deadline. */
  readonly heartbeat: () => Promise<Heartbeat>;
  /** The most slots that are not acknowledged at a time. @default 48 */
  readonly window?: number;
  /** Milliseconds for which records gather before they are put together. @default 4 */
  readonly groupCommitMilliseconds?: number;
  /** Milliseconds between two heartbeats, each with a look at the control item. @default 1000 */
  readonly heartbeatMilliseconds?: number;
  /** Milliseconds after which an append that is not durable is answered Unavailable. @default 5000 */
  readonly appendMilliseconds?: number;
  /** Appends under way, at most; more are refused as Unavailable. @default 20000 */
  readonly backlog?: number;
  /** Milliseconds that a stop waits for the appends under way, before it seals. @default 5000 */
  readonly drainMilliseconds?: number;
  /** @default - nobody is told */
  readonly events?: JournalEvents;
}

/** The defaults of {@link OpenJournalOptions}. */
export const journalDefaults = {
  groupCommitMilliseconds: 4,
  heartbeatMilliseconds: 1000,
  appendMilliseconds: 5000,
  backlog: 20_000,
  drainMilliseconds: 5000,
} as const;
