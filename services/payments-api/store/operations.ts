// SPDX-License-Identifier: Apache-2.0
import type { JournalRecord } from "payments-journal";
import type {
  Begun,
  Claim,
  Lease,
  NoticeKept,
  Operations,
  RefundBegun,
  StoredPayment,
} from "../operations/ports";
import type { Operation } from "../operations/steps";
import { begunBy, BrokenHistory, effectOf } from "../operations/steps";
import type { Database, Query } from "./database";
import type { Marks } from "./marks";
import type { EpochRow, OperationRow } from "./rows";
import { bodyText, columnText, inEpoch, operationOf } from "./rows";
import * as statements from "./statements";

type WithRecords = { readonly unjournaled: readonly JournalRecord[] | null };

/** The operations in PostgreSQL. A payment costs two statements here, and its share of a batch. */
export class PostgresOperations implements Operations {
  constructor(
    private readonly database: Database,
    private readonly marks: Pick<Marks, "add">,
  ) {}

  async begin(epoch: number, intent: JournalRecord, lease: Lease): Promise<Begun> {
    return await beginWith(this.database.query.bind(this.database), epoch, intent, lease);
  }

  async repeated(
    epoch: number,
    merchant: string,
    key: string,
    lease: Lease,
  ): Promise<Begun | undefined> {
    const query = this.database.query.bind(this.database);
    return await repeatedWith(query, epoch, { merchant, key }, lease);
  }

  async beginRefund(epoch: number, intent: JournalRecord, lease: Lease): Promise<RefundBegun> {
    const { payment, merchant, key, amount } = begunBy(intent);
    return await this.database.transaction(async (query): Promise<RefundBegun> => {
      const [charge] = await query<{ status: string; amount: number }>(statements.lockPayment, [
        payment,
      ]);
      // A statement of its own, which sees what the lock has waited for: the first one would not.
      const [sum] = await query<{ amount: number; known: boolean }>(statements.reserved, [
        ...[payment, merchant, key],
      ]);
      const captured = charge?.status === "succeeded" ? charge.amount : 0;
      const refundable = captured - (sum?.amount ?? 0);
      if (sum?.known === true || amount <= refundable) {
        return await beginWith(query, epoch, intent, lease);
      }
      inEpoch(epoch, await query<EpochRow>(statements.find, [payment]));
      return { kind: "exceeds", refundable };
    });
  }

  async advance(epoch: number, record: JournalRecord): Promise<boolean> {
    const { status, reference, declined } = effectOf(record);
    const rows = await this.database.query<EpochRow & { moved: number }>(statements.advance, [
      ...[epoch, record.operation, record.version, status],
      reference === undefined ? null : columnText(reference),
      declined === undefined ? null : columnText(declined),
      bodyText(record),
    ]);
    return inEpoch(epoch, rows).moved === 1;
  }

  async find(epoch: number, operation: string): Promise<Operation | undefined> {
    const rows = await this.database.query<OperationRow>(statements.find, [operation]);
    return operationOf(inEpoch(epoch, rows));
  }

  async findPayment(
    epoch: number,
    merchant: string,
    payment: string,
  ): Promise<StoredPayment | undefined> {
    const rows = await this.database.query<OperationRow & WithRecords & { refunded: number }>(
      statements.findPayment,
      [merchant, payment],
    );
    const row = inEpoch(epoch, rows);
    const charge = operationOf(row);
    return charge && { charge, refunded: row.refunded, unjournaled: row.unjournaled ?? [] };
  }

  async unjournaled(epoch: number, operation: string): Promise<readonly JournalRecord[]> {
    const rows = await this.database.query<EpochRow & WithRecords>(statements.unjournaled, [
      operation,
    ]);
    return inEpoch(epoch, rows).unjournaled ?? [];
  }

  async notice(epoch: number, record: JournalRecord): Promise<NoticeKept> {
    const { operation, payment } = record;
    const values = [epoch, operation, payment, bodyText(record)];
    inEpoch(epoch, await this.database.query<EpochRow>(statements.notice, values));
    // Another one, since an insert that met the row of somebody else does not see it.
    const kept = inEpoch(
      epoch,
      await this.database.query<
        EpochRow & Pick<JournalRecord, "payment" | "body"> & { journaled: boolean }
      >(statements.findNotice, [operation]),
    );
    return {
      record: { payment: kept.payment, operation, version: 1, body: kept.body },
      journaled: kept.journaled,
    };
  }

  finished(epoch: number, operation: string, journaled: number): Promise<void> {
    this.marks.add(epoch, operation, journaled);
    return Promise.resolve();
  }

  async claim(epoch: number, claim: Claim, lease: Lease): Promise<readonly Operation[]> {
    const rows = await this.database.query<OperationRow>(statements.claim, [
      ...[epoch, claim.limit, claim.acceptedBefore, lease.owner, lease.milliseconds],
    ]);
    inEpoch(epoch, rows);
    return rows.flatMap((row) => operationOf(row) ?? []);
  }
}

async function beginWith(
  query: Query,
  epoch: number,
  intent: JournalRecord,
  lease: Lease,
): Promise<Begun> {
  const operation = begunBy(intent);
  const { id, payment, kind, merchant, key, amount, currency, processor, at } = operation;
  const rows = await query<EpochRow & { made: number }>(statements.begin, [
    ...[epoch, id, payment, kind, merchant, key, amount, currency, processor, at],
    ...[lease.owner, lease.milliseconds, bodyText(intent)],
  ]);
  if (inEpoch(epoch, rows).made === 1) return { kind: "begun", operation };
  const known = await repeatedWith(query, epoch, operation, lease);
  if (known === undefined) {
    throw new BrokenHistory(`key of operation ${id}: it is used, and the operation is not there`);
  }
  return known;
}

async function repeatedWith(
  query: Query,
  epoch: number,
  { merchant, key }: Pick<Operation, "merchant" | "key">,
  lease: Lease,
): Promise<Begun | undefined> {
  const rows = await query<OperationRow & { leased: boolean }>(statements.lease, [
    ...[epoch, merchant, key, lease.owner, lease.milliseconds],
  ]);
  const row = inEpoch(epoch, rows);
  const operation = operationOf(row);
  return operation && { kind: "exists", operation, leased: row.leased };
}
