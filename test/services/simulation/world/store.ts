// SPDX-License-Identifier: Apache-2.0
import type { JournalRecord } from "payments-journal";

import type {
  Begun,
  Claim,
  Lease,
  NoticeKept,
  RefundBegun,
  StoredPayment,
} from "../../../../services/payments-api/operations/ports";
import type { Posting } from "../../../../services/payments-api/operations/postings";
import type { Operation } from "../../../../services/payments-api/operations/steps";
import type { Protocol } from "../protocol/protocol";

interface Row {
  operation: Operation;
  readonly steps: JournalRecord[];
  readonly postings: Posting[];
  leasedUntil: number;
}

/**
 * What a region's database holds: the tables of the payment service, each method one transaction that
 * has the fence row locked. Stands for PostgreSQL, so it knows its uniqueness and its row locks, and
 * nothing of the protocol.
 */
export class StoreState {
  fence = 0;
  /** The furthest that any clock ever was, in milliseconds since 1970. */
  highWater = 0;
  readonly rows = new Map<string, Row>();
  readonly keys = new Map<string, string>();
  readonly notices = new Map<string, { record: JournalRecord; journaled: boolean }>();

  constructor(private readonly protocol: Protocol) {}

  /** The fence row, locked FOR SHARE. @throws Fenced when the database serves another epoch */
  check(epoch: number): void {
    if (this.fence !== epoch) {
      throw new this.protocol.Fenced(`the database serves epoch ${this.fence}, not ${epoch}`);
    }
  }

  raiseFence(epoch: number): void {
    this.fence = Math.max(this.fence, epoch);
  }

  begin(intent: JournalRecord, lease: Lease, now: number): Begun {
    const made = this.protocol.begunBy(intent);
    const known = this.repeated(made.merchant, made.key, lease, now);
    if (known !== undefined) return known;
    this.insert(intent, now + lease.milliseconds);
    return { kind: "begun", operation: made };
  }

  repeated(merchant: string, key: string, lease: Lease, now: number): Begun | undefined {
    const known = this.keys.get(`${merchant}/${key}`);
    return known === undefined ? undefined : this.exists(known, lease, now);
  }

  beginRefund(intent: JournalRecord, lease: Lease, now: number): RefundBegun {
    const made = this.protocol.begunBy(intent);
    if (this.keys.has(`${made.merchant}/${made.key}`)) return this.begin(intent, lease, now);
    const charge = this.rows.get(made.payment)?.operation;
    const captured = charge?.status === "succeeded" ? charge.amount : 0;
    const refundable = captured - this.reserved(made.payment);
    if (made.amount > refundable) return { kind: "exceeds", refundable };
    return this.begin(intent, lease, now);
  }

  advance(record: JournalRecord): boolean {
    const row = this.rows.get(record.operation);
    if (row?.operation.version !== record.version - 1) return false;
    this.step(row, record);
    return true;
  }

  find(operation: string): Operation | undefined {
    return this.rows.get(operation)?.operation;
  }

  findPayment(merchant: string, payment: string): StoredPayment | undefined {
    const charge = this.rows.get(payment);
    if (charge?.operation.merchant !== merchant) return undefined;
    const refunds = this.refundsOf(payment);
    const unjournaled = [charge, ...refunds].flatMap(lacking);
    const refunded = refunds
      .filter((row) => row.operation.status === "succeeded")
      .reduce((sum, row) => sum + row.operation.amount, 0);
    return { charge: charge.operation, refunded, unjournaled };
  }

  unjournaled(operation: string): readonly JournalRecord[] {
    const row = this.rows.get(operation);
    return row ? lacking(row) : [];
  }

  notice(record: JournalRecord): NoticeKept {
    const kept = this.notices.get(record.operation) ?? { record, journaled: false };
    this.notices.set(record.operation, kept);
    return { ...kept };
  }

  finished(operation: string, journaled: number): void {
    const notice = this.notices.get(operation);
    if (notice) notice.journaled = true;
    const row = this.rows.get(operation);
    if (!row) return;
    row.operation = {
      ...row.operation,
      journaled: Math.max(row.operation.journaled, Math.min(journaled, row.operation.version)),
    };
    row.leasedUntil = 0;
  }

  claim(claim: Claim, lease: Lease, now: number): readonly Operation[] {
    const claimed: Operation[] = [];
    for (const row of this.rows.values()) {
      if (claimed.length >= claim.limit) break;
      const { status, version, journaled, at } = row.operation;
      const open =
        status === "pending" ||
        journaled < version ||
        (status === "accepted" && at < claim.acceptedBefore);
      if (!open || row.leasedUntil > now) continue;
      row.leasedUntil = now + lease.milliseconds;
      claimed.push(row.operation);
    }
    return claimed;
  }

  /** Puts what the journal has where the database lacks it: ON CONFLICT DO NOTHING, and by version. */
  replay(records: readonly JournalRecord[]): number {
    let applied = 0;
    for (const record of records) if (this.replayOne(record)) applied++;
    return applied;
  }

  /** The version that is present, of each operation. */
  versionOf(operation: string): number {
    return this.rows.get(operation)?.operation.version ?? (this.notices.has(operation) ? 1 : 0);
  }

  private replayOne(record: JournalRecord): boolean {
    if (this.protocol.stepOf(record).step === "notice") {
      const known = this.notices.get(record.operation);
      if (known) known.journaled = true;
      else this.notices.set(record.operation, { record, journaled: true });
      return known === undefined;
    }
    const present = this.versionOf(record.operation);
    if (record.version <= present) {
      this.finished(record.operation, record.version);
      return false;
    }
    const row = this.rows.get(record.operation);
    if (row) this.step(row, record);
    else this.insert(record, 0);
    this.finished(record.operation, record.version);
    return true;
  }

  private exists(id: string, lease: Lease, now: number): Begun {
    const row = this.rows.get(id);
    if (!row) throw new Error(`a key without its operation ${id}`);
    const leased = row.operation.status === "pending" && row.leasedUntil <= now;
    if (leased) row.leasedUntil = now + lease.milliseconds;
    return { kind: "exists", operation: row.operation, leased };
  }

  private insert(intent: JournalRecord, leasedUntil: number): void {
    const operation = this.protocol.begunBy(intent);
    this.rows.set(operation.id, { operation, steps: [intent], postings: [], leasedUntil });
    this.keys.set(`${operation.merchant}/${operation.key}`, operation.id);
  }

  private step(row: Row, record: JournalRecord): void {
    const before = row.operation;
    row.operation = this.protocol.after(before, record);
    row.steps.push(record);
    if (row.operation.status !== "succeeded" || before.status === "succeeded") return;
    row.postings.push(...this.protocol.postingsOf(row.operation));
  }

  private refundsOf(payment: string): Row[] {
    return [...this.rows.values()].filter(
      ({ operation }) => operation.payment === payment && operation.kind === "refund",
    );
  }

  private reserved(payment: string): number {
    return this.refundsOf(payment)
      .filter((row) => row.operation.status !== "declined")
      .reduce((sum, row) => sum + row.operation.amount, 0);
  }
}

function lacking(row: Row): readonly JournalRecord[] {
  return row.steps.slice(row.operation.journaled);
}
