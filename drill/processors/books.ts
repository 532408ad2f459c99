// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from "node:crypto";

import type { ProcessorName } from "../../services/payments-api/operations/processor";
import type { LedgerEntry } from "../history/event";
import type { Done, Refusal, Work } from "./dialect";

/** A line of a processor's books, with what its report shows. */
export interface Booking extends LedgerEntry {
  readonly currency: string;
  readonly reference: string;
}

/** What a processor really did, whatever it answered. */
export class Books {
  readonly bookings: Booking[] = [];
  private readonly left = new Map<string, number>();

  constructor(private readonly processor: ProcessorName) {}

  /** A new reference, as the processor names a charge or refund. */
  reference(work: Work): string {
    const id = randomBytes(8).toString("hex").toUpperCase();
    if (this.processor !== "stripe") return id;
    return `${work.kind === "charge" ? "pi" : "re"}_${id}`;
  }

  /** Why it can't be done; `undefined` when it can. A token or id with `declined` in it never can. */
  refusal(work: Work): Refusal | undefined {
    if (work.token?.includes("declined")) return "declined";
    if (work.charge === undefined) return undefined;
    const left = this.left.get(work.charge);
    if (left === undefined) return "unknown-charge";
    return work.amount > left ? "too-much" : undefined;
  }

  /** Moves the money, and writes it down. */
  book(work: Work, reference: string): Done {
    const refusal = this.refusal(work);
    if (refusal !== undefined) return { result: "declined", reference, refusal };
    if (work.charge === undefined) this.left.set(reference, work.amount);
    else this.left.set(work.charge, (this.left.get(work.charge) ?? 0) - work.amount);
    this.bookings.push({
      processor: this.processor,
      kind: work.kind,
      idempotencyKey: work.key,
      operation: work.operation,
      payment: work.payment,
      amount: work.amount,
      currency: work.currency,
      reference,
      at: performance.timeOrigin + performance.now(),
    });
    return { result: "succeeded", reference };
  }
}
