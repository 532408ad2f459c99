// SPDX-License-Identifier: Apache-2.0
import type { ClientEvent, LedgerEntry, Moment, StoredOperation } from "../history/event";

/** What the platform promises, each judged by a check of its own. */
export const promiseNames = [
  "nothing-lost",
  "charged-once",
  "nothing-after-seal",
  "told-failed-not-charged",
  "books-agree",
  "reads-fresh",
  "one-answer",
  "key-keeps-body",
  "old-region-silent",
  "no-return",
  "recovered-in-time",
] as const;

export type PromiseName = (typeof promiseNames)[number];

/** What a finding rests on. */
export interface Evidence {
  readonly events?: readonly ClientEvent[];
  readonly ledger?: readonly LedgerEntry[];
  readonly stored?: readonly StoredOperation[];
  readonly moments?: readonly Moment[];
}

/** One case in which a promise was broken. */
export interface Finding {
  /** A sentence with the key, what was seen and what should have been. */
  readonly text: string;
  readonly evidence: Evidence;
}

/** How a promise stood up. */
export interface PromiseResult {
  readonly promise: PromiseName;
  /** How many things were looked at. With 0 nothing can be said, and nothing is claimed. */
  readonly judged: number;
  readonly findings: readonly Finding[];
}

/** What is settled outside a history, and a check needs. Times in milliseconds. */
export interface CheckSettings {
  /**
   * By how much a read may be behind: a process that has had no append accepted for so long stops
   * answering.
   *
   * @default 3000
   */
  readonly readBound: number;
  /**
   * From the fault to the first payment accepted elsewhere.
   *
   * @default 300000
   */
  readonly recoveryLimit: number;
}

/** The stages of a failover, in their order. */
export const stageNames = [
  "detection",
  "seal",
  "promotion",
  "replay",
  "opening",
  "first payment",
] as const;

export type StageName = (typeof stageNames)[number];

/** One stage of a failover, on the clock of the history. */
export interface Stage {
  readonly stage: StageName;
  readonly from: number;
  readonly to: number;
}

/** One failover: from the fault to the first payment that another region accepted. */
export interface Recovery {
  readonly from: string;
  readonly to: string;
  readonly fault: number;
  /** When the first payment was accepted; none if none was. */
  readonly accepted?: number;
  readonly stages: readonly Stage[];
}

/** What was counted in a history. */
export interface Counts {
  /** Keys of payments and refunds that were tried. */
  readonly operations: number;
  readonly tries: number;
  /** Keys that somebody was told the end of. */
  readonly acknowledged: number;
  /** Of these, the ones that the database does not have as they were told. */
  readonly lost: number;
  /** Payments and refunds that were made more often than once, or for too much. */
  readonly doubled: number;
  /** Tries that were told nothing. They may have happened or not; a later try says which. */
  readonly unknown: number;
  /** Tries that were sent away with 503. */
  readonly refused: number;
  /** Keys without an end when all was over. */
  readonly open: number;
}

/** What the checks say of a history. */
export interface CheckResult {
  readonly scenario: string;
  readonly seed: number;
  /** Whether no promise was broken. */
  readonly kept: boolean;
  /** One for each of `promiseNames`, in that order. */
  readonly promises: readonly PromiseResult[];
  readonly counts: Counts;
  readonly recoveries: readonly Recovery[];
}
