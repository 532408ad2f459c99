// SPDX-License-Identifier: Apache-2.0
import type { Json, JournalRecord } from "payments-journal";
import { sameRecord } from "payments-journal";
import type { Database } from "./database";

/** A step that a database has, and the journal has not, or has differently. */
export interface Remnant {
  readonly record: JournalRecord;
  /** What the operation had instead in the region that went on. @default - nothing */
  readonly instead?: JournalRecord;
}

interface StepRow {
  readonly operation: string;
  readonly version: number;
  readonly payment: string;
  readonly body: Json;
}

const pageSize = 500;

/** Only steps that are not known to be in the journal can be missing there. */
const unjournaledPage = {
  name: "remnants-page",
  text: `SELECT s.operation, s.version, o.payment, s.body
    FROM operations o JOIN steps s ON s.operation = o.id AND s.version > o.journaled
    WHERE (s.operation, s.version) > ($1, $2::integer)
    ORDER BY s.operation, s.version LIMIT $3`,
};

const stepsNamed = {
  name: "steps-named",
  text: `SELECT s.operation, s.version, o.payment, s.body
    FROM unnest($1::text[], $2::integer[]) AS named (operation, version)
    JOIN steps s USING (operation, version) JOIN operations o ON o.id = s.operation`,
};

/**
 * Compares the database of a region that was lost and came back with the one that went on, which has
 * all of the journal. What only the old one has was never acknowledged to anybody: this lists it, for
 * those who want to know, before the old one is destroyed.
 *
 * @throws Unavailable
 */
export async function* remnants(old: Database, kept: Database): AsyncGenerator<Remnant> {
  let last: Pick<StepRow, "operation" | "version"> = { operation: "", version: 0 };
  for (;;) {
    const page: readonly StepRow[] = await old.query<StepRow & Record<string, unknown>>(
      unjournaledPage,
      [last.operation, last.version, pageSize],
    );
    const found = await kept.query<StepRow & Record<string, unknown>>(stepsNamed, [
      page.map(({ operation }) => operation),
      page.map(({ version }) => version),
    ]);
    const instead = new Map(found.map((row) => [`${row.version} ${row.operation}`, recordOf(row)]));
    for (const row of page) {
      const record = recordOf(row);
      const other = instead.get(`${row.version} ${row.operation}`);
      if (other === undefined) yield { record };
      else if (!sameRecord(record, other)) yield { record, instead: other };
    }
    const end = page.at(-1);
    if (end === undefined || page.length < pageSize) return;
    last = end;
  }
}

function recordOf({ payment, operation, version, body }: StepRow): JournalRecord {
  return { payment, operation, version, body };
}
