// SPDX-License-Identifier: Apache-2.0
import { Fenced } from "payments-journal";
import type { Json, JournalRecord } from "payments-journal";
import type { OperationStatus } from "../operations/payments";
import type { Operation } from "../operations/steps";
import { begunBy } from "../operations/steps";

/** What every statement answers: the epoch that the database serves. */
export interface EpochRow {
  readonly epoch: number;
}

/** An operation, all of it `null` when there is none. */
export interface OperationRow extends EpochRow {
  readonly id: string | null;
  readonly payment: string;
  readonly status: OperationStatus;
  readonly version: number;
  readonly journaled: number;
  readonly reference: string | null;
  readonly declined: string | null;
  readonly intent: Json;
}

/**
 * The only row of an answer, once it is sure that its database serves the caller.
 *
 * @throws Fenced when it serves another epoch
 */
export function inEpoch<Row extends EpochRow>(epoch: number, rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error("the database has no row in the table fence: migrate it");
  if (row.epoch !== epoch) {
    throw new Fenced(`the database serves epoch ${row.epoch}, and this process works in ${epoch}`);
  }
  return row;
}

/** The operation of a row. */
export function operationOf(row: OperationRow): Operation | undefined {
  if (row.id === null) return undefined;
  const { id, payment, intent, status, version, journaled, reference, declined } = row;
  return {
    ...begunBy({ payment, operation: id, version: 1, body: intent }),
    ...{ status, version, journaled },
    ...(reference === null ? {} : { reference }),
    ...(declined === null ? {} : { declined }),
  };
}

/** A record's body as it is kept: the text that goes into the journal. */
export function bodyText(record: JournalRecord): string {
  return JSON.stringify(record.body);
}

/**
 * Text for a column. PostgreSQL's text can't hold the character NUL, which a processor's words may; it
 * stays in the record, whose JSON has an escape for it.
 */
export function columnText(text: string): string {
  return text.replaceAll("\0", "\uFFFD");
}
