// SPDX-License-Identifier: Apache-2.0
import type { ProcessorName } from "../operations/processor";
import type { KnownOperations } from "../processors/reconcile";
import type { KnownOperation } from "../processors/reconciliation";
import type { Database } from "./database";
import { columnText } from "./rows";
import * as statements from "./statements";

type KnownRow = Omit<KnownOperation, "reference"> & { readonly reference: string | null };
type SucceededRow = KnownRow & { readonly posted_ms: number };

/** How many operations are read, and held, at once. */
const pageSize = 1_000;

/**
 * What is known of operations, as it is durable: one with a step that is not known to be in the
 * journal is pending. Read from a replica, for days that have long been over.
 */
export class PostgresKnownOperations implements KnownOperations {
  /** @param page how many operations are read at once @default 1000 */
  constructor(
    private readonly replica: Pick<Database, "query">,
    private readonly page: number = pageSize,
  ) {}

  /** @throws Unavailable */
  async find(
    processor: ProcessorName,
    operations: readonly string[],
    refunds: readonly string[],
  ): Promise<readonly KnownOperation[]> {
    const rows = await this.replica.query<KnownRow>(statements.knownNamed, [
      ...[processor, operations.map(columnText), refunds.map(columnText)],
    ]);
    return rows.map(knownOf);
  }

  /** Each page begins after the place of the last one, so that none is read again. @throws Unavailable */
  async *succeeded(
    processor: ProcessorName,
    from: number,
    to: number,
  ): AsyncIterable<KnownOperation> {
    // No id is empty: this is the place before the first one.
    let [at, id] = [from, ""];
    for (;;) {
      const rows = await this.replica.query<SucceededRow>(statements.knownSucceeded, [
        ...[processor, at, id, to, this.page],
      ]);
      yield* rows.map(knownOf);
      const last = rows.at(-1);
      if (last === undefined || rows.length < this.page) return;
      [at, id] = [last.posted_ms, last.operation];
    }
  }
}

function knownOf({
  operation,
  kind,
  status,
  amount,
  currency,
  reference,
}: KnownRow): KnownOperation {
  const known = { operation, kind, status, amount, currency };
  return reference === null ? known : { ...known, reference };
}
