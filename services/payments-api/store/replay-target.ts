// SPDX-License-Identifier: Apache-2.0
import type { JournalRecord, ReplayTarget } from "payments-journal";
import { begunBy, effectOf, stepOf } from "../operations/steps";
import type { Database, Query } from "./database";
import { bodyText, columnText } from "./rows";
import * as statements from "./statements";

/** A region's database of payments, for those who replay the journal into it. */
export class PostgresReplayTarget implements ReplayTarget {
  constructor(private readonly database: Database) {}

  async versionsOf(operations: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.database.query<{ id: string; version: number }>(statements.versionsOf, [
      operations,
    ]);
    return new Map(rows.map(({ id, version }) => [id, version]));
  }

  async apply(records: readonly JournalRecord[]): Promise<void> {
    await this.database.transaction((query) => applyRecords(query, records));
  }

  /**
   * Lets only processes of this epoch write from here on; a lower one leaves it. Waits until no
   * transaction of an older epoch is left.
   *
   * @throws Unavailable
   */
  async raiseFence(epoch: number): Promise<void> {
    await this.database.query({ name: "raise-fence", text: "UPDATE fence SET epoch = $1 WHERE id = 1 AND epoch < $1" }, [epoch]);
  }
}

/**
 * Applies records of any operations, those of one in the order of their versions. What is there
 * already stays as it is. Operations, their reserved refunds and postings come back as they were.
 */
export async function applyRecords(query: Query, records: readonly JournalRecord[]): Promise<void> {
  const isNotice = (record: JournalRecord) => stepOf(record).step === "notice";
  const notices = records.filter(isNotice);
  if (notices.length > 0) {
    await query(statements.applyNotices, [
      notices.map(({ operation }) => operation),
      notices.map(({ payment }) => payment),
      notices.map(bodyText),
    ]);
  }
  for (const [version, layer] of inLayers(records.filter((record) => !isNotice(record)))) {
    if (version === 1) await applyIntents(query, layer);
    else await applySteps(query, layer);
  }
}

/** Records by version, lowest first: each layer is one statement, since it has each operation once. */
function inLayers(
  records: readonly JournalRecord[],
): readonly [number, readonly JournalRecord[]][] {
  const layers = new Map<number, Map<string, JournalRecord>>();
  for (const record of records) {
    const layer = layers.get(record.version) ?? new Map<string, JournalRecord>();
    layers.set(record.version, layer.set(record.operation, record));
  }
  return [...layers]
    .sort(([a], [b]) => a - b)
    .map(([version, layer]) => [version, [...layer.values()]] as const);
}

async function applyIntents(query: Query, records: readonly JournalRecord[]): Promise<void> {
  const begun = records.map(begunBy);
  await query(statements.applyIntents, [
    begun.map(({ id }) => id),
    begun.map(({ payment }) => payment),
    begun.map(({ kind }) => kind),
    begun.map(({ merchant }) => merchant),
    begun.map(({ key }) => key),
    begun.map(({ amount }) => amount),
    begun.map(({ currency }) => currency),
    begun.map(({ processor }) => processor),
    begun.map(({ at }) => at),
    records.map(bodyText),
  ]);
}

async function applySteps(query: Query, records: readonly JournalRecord[]): Promise<void> {
  const effects = records.map(effectOf);
  const column = (text: string | undefined) => (text === undefined ? null : columnText(text));
  await query(statements.applySteps, [
    records.map(({ operation }) => operation),
    records.map(({ version }) => version),
    effects.map(({ status }) => status),
    effects.map(({ reference }) => column(reference)),
    effects.map(({ declined }) => column(declined)),
    records.map(bodyText),
  ]);
}
