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

interface Charge {
  readonly payment: string;
  readonly currency: string;
  left: number;
}

/** What a processor really did, whatever it answered. */
export class Books {
  readonly bookings: Booking[] = [];
  private readonly charges = new Map<string, Charge>();

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
    const charge = this.charges.get(work.charge);
    if (charge === undefined) return "unknown-charge";
    return work.amount > charge.left ? "too-much" : undefined;
  }

  /** Moves the money, and writes it down. */
  book(work: Work, reference: string): Done {
    const refusal = this.refusal(work);
    if (refusal !== undefined) return { result: "declined", reference, refusal };
    const { kind, key: idempotencyKey, operation, amount } = work;
    const charge = this.charge(work, reference);
    charge.left += kind === "charge" ? amount : -amount;
    this.bookings.push({
      ...{ processor: this.processor, kind, idempotencyKey, operation, amount, reference },
      payment: charge.payment,
      currency: charge.currency,
      at: performance.timeOrigin + performance.now(),
    });
    return { result: "succeeded", reference };
  }

  private charge(work: Work, reference: string): Charge {
    const known = this.charges.get(work.charge ?? reference);
    if (known !== undefined) return known;
    const charge = { payment: work.operation, currency: work.currency ?? "", left: 0 };
    this.charges.set(reference, charge);
    return charge;
  }
}
