// SPDX-License-Identifier: Apache-2.0
import { Fenced, inReplayOrder } from "payments-journal";
import type { JournalRecord } from "payments-journal";
import type {
  Begun,
  Claim,
  Lease,
  NoticeKept,
  Operations,
  RefundBegun,
  StoredPayment,
} from "../../services/payments-api/operations/ports";
import { type Posting, postingsOf } from "../../services/payments-api/operations/postings";
import {
  after,
  begunBy,
  BrokenHistory,
  noticeName,
  stepOf,
} from "../../services/payments-api/operations/steps";
import type { Operation } from "../../services/payments-api/operations/steps";

interface OperationRow {
  readonly operation: Operation;
  readonly records: readonly JournalRecord[];
  readonly lease?: { readonly owner: string; readonly until: number };
}

/** One row as a transaction left it. Rows are never changed in place. */
export type Write =
  | { readonly table: "operations"; readonly key: string; readonly row: OperationRow }
  | { readonly table: "postings"; readonly key: string; readonly row: readonly Posting[] }
  | { readonly table: "notices"; readonly key: string; readonly row: NoticeKept }
  | { readonly table: "fence"; readonly key: "fence"; readonly row: number };

/**
 * The operations in memory, as a database keeps them: each method is one transaction, which sees all
 * those before it and none half done. A replica is another of these that receives the writes of the
 * first, in order, whenever the test says.
 */
export class MemoryOperations implements Operations {
  readonly operations = new Map<string, OperationRow>();
  readonly postings = new Map<string, readonly Posting[]>();
  readonly notices = new Map<string, NoticeKept>();
  private fence = 0;
  private pending: Write[] = [];

  constructor(
    /** The database's clock, in milliseconds. */
    private readonly now: () => number,
    /** Is told of each transaction, so that it can be replicated. */
    private readonly committed: (writes: readonly Write[]) => void = () => undefined,
  ) {}

  get epoch(): number {
    return this.fence;
  }

  /** Lets only processes of this epoch write from here on; a lower one leaves it. */
  raiseFence(epoch: number): void {
    if (epoch <= this.fence) return;
    this.commit([{ table: "fence", key: "fence", row: epoch }]);
    this.tellCommitted();
  }

  /** Takes over the writes of one transaction of the database that this one follows. */
  receive(writes: readonly Write[]): void {
    for (const write of writes) {
      if (write.table === "fence") this.fence = write.row;
      else if (write.table === "operations") this.operations.set(write.key, write.row);
      else if (write.table === "postings") this.postings.set(write.key, write.row);
      else this.notices.set(write.key, write.row);
    }
  }

  begin(epoch: number, intent: JournalRecord, lease: Lease): Promise<Begun> {
    return this.transaction(epoch, () => this.beginNow(intent, lease));
  }

  repeated(epoch: number, merchant: string, key: string, lease: Lease): Promise<Begun | undefined> {
    return this.transaction(epoch, () => this.repeatedNow({ merchant, key }, lease));
  }

  beginRefund(epoch: number, intent: JournalRecord, lease: Lease): Promise<RefundBegun> {
    return this.transaction(epoch, (): RefundBegun => {
      const refund = begunBy(intent);
      if (!this.byKey(refund)) {
        const refundable = this.refundable(refund.payment);
        if (refund.amount > refundable) return { kind: "exceeds", refundable };
      }
      return this.beginNow(intent, lease);
    });
  }

  advance(epoch: number, record: JournalRecord): Promise<boolean> {
    return this.transaction(epoch, () => {
      const row = this.operations.get(record.operation);
      if (row?.operation.version !== record.version - 1) return false;
      this.commit(this.advanced(row, record));
      return true;
    });
  }

  find(epoch: number, operation: string): Promise<Operation | undefined> {
    return this.transaction(epoch, () => this.operations.get(operation)?.operation);
  }

  findPayment(
    epoch: number,
    merchant: string,
    payment: string,
  ): Promise<StoredPayment | undefined> {
    return this.transaction(epoch, () => {
      const charge = this.operations.get(payment)?.operation;
      if (charge?.merchant !== merchant || charge.kind !== "charge") return undefined;
      const rows = this.ofPayment(payment);
      const refunded = rows
        .filter(({ operation }) => operation.kind === "refund" && operation.status === "succeeded")
        .reduce((sum, { operation }) => sum + operation.amount, 0);
      const unjournaled = rows.flatMap(missing).sort(inReplayOrder);
      return { charge, refunded, unjournaled };
    });
  }

  unjournaled(epoch: number, operation: string): Promise<readonly JournalRecord[]> {
    return this.transaction(epoch, () => {
      const row = this.operations.get(operation);
      return row === undefined ? [] : missing(row);
    });
  }

  notice(epoch: number, record: JournalRecord): Promise<NoticeKept> {
    return this.transaction(epoch, () => {
      const known = this.notices.get(record.operation);
      if (known !== undefined) return known;
      const row = { record, journaled: false };
      this.commit([{ table: "notices", key: record.operation, row }]);
      return row;
    });
  }

  finished(epoch: number, operation: string, journaled: number): Promise<void> {
    return this.transaction(epoch, () => {
      const notice = this.notices.get(operation);
      if (notice !== undefined) {
        const row = { ...notice, journaled: true };
        this.commit([{ table: "notices", key: operation, row }]);
      }
      const found = this.operations.get(operation);
      if (found === undefined) return;
      const { operation: known, records } = found;
      const row = { operation: markedTo(known, journaled), records };
      this.commit([{ table: "operations", key: operation, row }]);
    });
  }

  claim(epoch: number, claim: Claim, lease: Lease): Promise<readonly Operation[]> {
    return this.transaction(epoch, () =>
      [...this.operations.values()]
        .filter((row) => isOpen(row.operation, claim.acceptedBefore) && this.isFree(row))
        .slice(0, claim.limit)
        .map((row) => this.lease(row, lease).operation),
    );
  }

  /** Replays a record, which may be here already. @throws BrokenHistory when it can't follow */
  apply(record: JournalRecord): void {
    this.applyNow(record);
    this.tellCommitted();
  }

  /** The version that each of some operations and notifications has here, `0` when it is not here. */
  versionsOf(operations: readonly string[]): ReadonlyMap<string, number> {
    return new Map(
      operations.map((name) => [
        name,
        this.operations.get(name)?.operation.version ?? Number(this.notices.has(name)),
      ]),
    );
  }

  private applyNow(record: JournalRecord): void {
    const step = stepOf(record);
    if (step.step === "notice") {
      const key = noticeName(step.notification);
      this.commit([{ table: "notices", key, row: { record, journaled: true } }]);
      return;
    }
    const row = this.operations.get(record.operation);
    const version = row?.operation.version ?? 0;
    const known = row?.records[record.version - 1];
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(record)) {
      throw new BrokenHistory(`record ${record.operation} version ${record.version}: two versions`);
    }
    if (record.version > version + 1) {
      throw new BrokenHistory(`record ${record.operation} version ${record.version}: follows none`);
    }
    if (known === undefined) this.commit(row ? this.advanced(row, record) : inserted(record));
    const now = this.operations.get(record.operation);
    if (now === undefined) return;
    const marked = { ...now, operation: markedTo(now.operation, record.version) };
    this.commit([{ table: "operations", key: record.operation, row: marked }]);
  }

  private beginNow(intent: JournalRecord, lease: Lease): Begun {
    const operation = begunBy(intent);
    const known = this.repeatedNow(operation, lease);
    if (known !== undefined) return known;
    this.commit(inserted(intent));
    this.lease({ operation, records: [intent] }, lease);
    return { kind: "begun", operation };
  }

  private repeatedNow(asked: Pick<Operation, "merchant" | "key">, lease: Lease): Begun | undefined {
    const known = this.byKey(asked);
    if (known === undefined) return undefined;
    const leased = known.operation.status === "pending" && this.isFree(known);
    const { operation } = leased ? this.lease(known, lease) : known;
    return { kind: "exists", operation, leased };
  }

  private advanced(row: OperationRow, record: JournalRecord): readonly Write[] {
    const operation = after(row.operation, record);
    const key = operation.id;
    const next = { ...row, operation, records: [...row.records, record] };
    const write = { table: "operations", key, row: next } as const;
    if (operation.status !== "succeeded") return [write];
    if (this.postings.has(key)) throw new Error(`postings of ${key}: there already`);
    return [write, { table: "postings", key, row: postingsOf(operation) }];
  }

  private lease(row: OperationRow, { owner, milliseconds }: Lease): OperationRow {
    const leased = { ...row, lease: { owner, until: this.now() + milliseconds } };
    this.commit([{ table: "operations", key: row.operation.id, row: leased }]);
    return leased;
  }

  private isFree(row: OperationRow): boolean {
    return row.lease === undefined || row.lease.until <= this.now();
  }

  private refundable(payment: string): number {
    const charge = this.operations.get(payment)?.operation;
    if (charge?.status !== "succeeded") return 0;
    return this.ofPayment(payment)
      .filter(({ operation }) => operation.kind === "refund" && operation.status !== "declined")
      .reduce((left, { operation }) => left - operation.amount, charge.amount);
  }

  private byKey({ merchant, key }: Pick<Operation, "merchant" | "key">): OperationRow | undefined {
    return [...this.operations.values()].find(
      ({ operation }) => operation.merchant === merchant && operation.key === key,
    );
  }

  private ofPayment(payment: string): readonly OperationRow[] {
    return [...this.operations.values()].filter(({ operation }) => operation.payment === payment);
  }

  private transaction<Result>(epoch: number, body: () => Result): Promise<Result> {
    return new Promise((resolve) => {
      if (epoch !== this.fence) {
        throw new Fenced(`the database serves epoch ${this.fence}, not ${epoch}`);
      }
      const result = body();
      this.tellCommitted();
      resolve(result);
    });
  }

  private commit(writes: readonly Write[]): void {
    this.receive(writes);
    this.pending.push(...writes);
  }

  private tellCommitted(): void {
    const writes = this.pending;
    this.pending = [];
    if (writes.length > 0) this.committed(writes);
  }
}

function inserted(intent: JournalRecord): readonly Write[] {
  const row = { operation: begunBy(intent), records: [intent] };
  return [{ table: "operations", key: intent.operation, row }];
}

function missing({ operation, records }: OperationRow): readonly JournalRecord[] {
  return records.slice(operation.journaled);
}

function markedTo(operation: Operation, journaled: number): Operation {
  return { ...operation, journaled: Math.max(operation.journaled, journaled) };
}

function isOpen({ status, journaled, version, at }: Operation, acceptedBefore: number): boolean {
  return (
    status === "pending" || journaled < version || (status === "accepted" && at < acceptedBefore)
  );
}
