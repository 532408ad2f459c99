// SPDX-License-Identifier: Apache-2.0
import { port } from "payments-journal";
import type { JournalRecord } from "payments-journal";
import type { Processor, ProcessorAnswer, ProcessorName, StoredRequest } from "./processor";
import type { Operation } from "./steps";

/** Who works on an operation, so that others leave it alone meanwhile. Politeness: no more. */
export interface Lease {
  readonly owner: string;
  readonly milliseconds: number;
}

/** What came of beginning an operation. */
export type Begun =
  | { readonly kind: "begun"; readonly operation: Operation }
  /** The key is known. `leased` when the operation is open and nobody else works on it. */
  | { readonly kind: "exists"; readonly operation: Operation; readonly leased: boolean };

/** What came of beginning a refund. */
export type RefundBegun = Begun | { readonly kind: "exceeds"; readonly refundable: number };

/** A payment with what was given back. */
export interface StoredPayment {
  readonly charge: Operation;
  /** Succeeded refunds, in the currency's minor unit. */
  readonly refunded: number;
  /** Steps of the charge and of its refunds that the journal may lack, in the order of replay. */
  readonly unjournaled: readonly JournalRecord[];
}

/** Which operations the resolver looks for. */
export interface Claim {
  readonly limit: number;
  /** `accepted` ones count as open when their INTENT is older, in milliseconds since 1970. */
  readonly acceptedBefore: number;
}

/**
 * The operations in the database that writes. Each method is one transaction, and each is told the
 * epoch of its caller. All throw Fenced, having done and told nothing, when the database serves
 * another epoch, and Unavailable when it can't be said what happened.
 */
export interface Operations {
  /** Inserts a charge with its INTENT, unless its merchant has used the key. */
  begin(epoch: number, intent: JournalRecord, lease: Lease): Promise<Begun>;
  /** What a merchant has used a key for, as `begin` gives it; `undefined` when the key is new. */
  repeated(epoch: number, merchant: string, key: string, lease: Lease): Promise<Begun | undefined>;
  /**
   * The same for a refund, under the lock of its payment's row, and only when what was captured
   * still covers it and all refunds that were not declined.
   */
  beginRefund(epoch: number, intent: JournalRecord, lease: Lease): Promise<RefundBegun>;
  /**
   * Makes the next step of an operation, and its postings; `false`, and nothing is done, when the
   * operation is not at the version before.
   */
  advance(epoch: number, record: JournalRecord): Promise<boolean>;
  find(epoch: number, operation: string): Promise<Operation | undefined>;
  /** A merchant's payment, all of it as of one moment. */
  findPayment(epoch: number, merchant: string, payment: string): Promise<StoredPayment | undefined>;
  /** Steps of an operation that the journal may lack, in order, exactly as they were made. */
  unjournaled(epoch: number, operation: string): Promise<readonly JournalRecord[]>;
  /** Keeps a notification, once. Answers with the record that was kept, now or the first time. */
  notice(epoch: number, record: JournalRecord): Promise<NoticeKept>;
  /**
   * Says that an operation's steps are durable up to a version, and that nobody works on it any
   * more. Done in batches, later, and may be lost: then the journal gets an equal record again.
   */
  finished(epoch: number, operation: string, journaled: number): Promise<void>;
  /** Leases operations that are open, or whose steps the journal may lack, to a resolver. */
  claim(epoch: number, claim: Claim, lease: Lease): Promise<readonly Operation[]>;
}

/** A notification in the database. */
export interface NoticeKept {
  readonly record: JournalRecord;
  readonly journaled: boolean;
}

/** The journal, to append to. @see Journal */
export interface JournalAppend {
  /** Settles when the record is durable. @throws Fenced, Unavailable */
  append(record: JournalRecord): Promise<void>;
}

/** The processors, to send to. */
export interface Send {
  /** @throws Unavailable when the answer is not known */
  send(request: StoredRequest): Promise<ProcessorAnswer>;
}

/** Clocks of the wall, none of which is trusted alone, in milliseconds since 1970. */
export interface Wall {
  /** By the clock that is furthest behind: when an INTENT was surely not made later. */
  earliest(): Promise<number>;
  /** By the clock that is furthest ahead, or the furthest that any ever was. */
  latest(): Promise<number>;
}

/** Somebody who is to look at something now. */
export interface Pager {
  page(subject: string, detail: string): Promise<void>;
}

/** The ports of the payment procedures, by the names under which they call them. */
export interface PaymentPorts {
  readonly operations: Operations;
  readonly log: JournalAppend;
  readonly processors: Send;
  readonly wall: Wall;
  readonly pager: Pager;
}

export const operations = port<Operations>("operations");
export const log = port<JournalAppend>("log");
export const processors = port<Send>("processors");
export const wall = port<Wall>("wall");
export const pager = port<Pager>("pager");

/** What is known of a processor without asking it. */
export type ProcessorFacts = Pick<
  Processor,
  "accepts" | "keyAge" | "prepareCharge" | "prepareRefund"
>;

/** What holds for all that one process does in one epoch. */
export interface Context {
  readonly epoch: number;
  readonly lease: Lease;
  readonly processors: Readonly<Record<ProcessorName, ProcessorFacts>>;
  /** How long, in milliseconds, an `accepted` operation may wait for its notification. */
  readonly acceptedFor: number;
}
