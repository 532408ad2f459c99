// SPDX-License-Identifier: Apache-2.0

/**
 * The version of what is written into the journal, on every item. A reader that meets a higher one
 * stops: what it can't read may be a payment that somebody was told about.
 */
export const formatVersion = 1;

/** Something that JSON can hold. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * One step in the life of one operation, as the journal keeps it. An operation is what can be done
 * once: the charge of a payment, one refund of it, one notification from a processor.
 */
export interface JournalRecord {
  /** The payment that the operation belongs to. Replay goes payment by payment. */
  readonly payment: string;
  /** The operation. A payment's own charge has the payment's name. */
  readonly operation: string;
  /** Counts the steps of the operation from 1, without a gap. */
  readonly version: number;
  /** What the step was. The journal keeps it and does not look inside. */
  readonly body: Json;
}

/** The order of replay: by payment, its charge before its other operations, then by version. */
export function inReplayOrder(a: JournalRecord, b: JournalRecord): number {
  return (
    compare(a.payment, b.payment) ||
    Number(a.operation !== a.payment) - Number(b.operation !== b.payment) ||
    compare(a.operation, b.operation) ||
    a.version - b.version
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
