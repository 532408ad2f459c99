// SPDX-License-Identifier: Apache-2.0
import type { OperationStatus, Page, PaymentFilter, PaymentView } from "../operations/payments";
import { paymentView } from "../views";
import type { Database } from "./database";
import type { OperationRow } from "./rows";
import { operationOf } from "./rows";
import * as statements from "./statements";

type ListedRow = OperationRow & {
  readonly at_ms: number;
  readonly shown: OperationStatus;
  readonly refunded: number;
};

/** What is read from a replica: some seconds behind, and of what is durable only. */
export class PaymentListing {
  constructor(private readonly replica: Database) {}

  /** A merchant's payments, newest first. @throws Unavailable */
  async list(merchant: string, filter: PaymentFilter): Promise<Page<PaymentView>> {
    const from = filter.cursor === undefined ? undefined : placeOf(filter.cursor);
    const rows = await this.replica.query<ListedRow>(statements.list, [
      ...[merchant, from?.at ?? null, from?.id ?? null, filter.status ?? null],
      // One more than is shown tells whether there is another page.
      filter.limit + 1,
    ]);
    const shown = rows.slice(0, filter.limit);
    const last = shown.at(-1);
    return {
      items: shown.flatMap(viewOf),
      ...(rows.length > filter.limit && last !== undefined ? { cursor: cursorAfter(last) } : {}),
    };
  }

  /** How many operations a merchant began in the last seconds. @throws Unavailable */
  async recentTransactions(merchant: string, seconds: number): Promise<number> {
    const rows = await this.replica.query<{ count: number }>(statements.recentTransactions, [
      merchant,
      seconds,
    ]);
    return rows[0]?.count ?? 0;
  }
}

function viewOf(row: ListedRow): PaymentView[] {
  const operation = operationOf(row);
  if (operation === undefined) return [];
  const { declined, ...rest } = operation;
  const told = row.shown === "declined" && declined !== undefined ? { declined } : {};
  return [paymentView({ ...rest, ...told, status: row.shown }, row.refunded)];
}

/** Where a page ends, in a form that nobody takes for something to make by hand. */
function cursorAfter(row: ListedRow): string {
  return Buffer.from(`${row.at_ms} ${row.id}`).toString("base64url");
}

/** Anything else than a cursor of ours is no place at all: the list begins at its beginning. */
function placeOf(cursor: string): { readonly at: number; readonly id: string } | undefined {
  const text = Buffer.from(cursor, "base64url").toString();
  const [, at, id] = /^(\d{1,15}) ([\x21-\x7e]+)$/.exec(text) ?? [];
  return at === undefined || id === undefined ? undefined : { at: Number(at), id };
}
