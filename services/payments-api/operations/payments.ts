// SPDX-License-Identifier: Apache-2.0
import type { Notification, ProcessorName } from "./processor";

/** What a merchant asks for when taking a payment. */
export interface PaymentRequest {
  /** In the currency's minor unit. */
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
  readonly processor: ProcessorName;
  /** The processor's token for the payer's means of payment. */
  readonly token: string;
  /** The merchant's own words, shown again with the payment. @default - none */
  readonly reference?: string;
}

/** What a merchant asks for when giving money back. */
export interface RefundRequest {
  /** In the currency's minor unit. */
  readonly amount: number;
  /** The merchant's own words. @default - none */
  readonly reason?: string;
}

/**
 * Where an operation stands. `pending` and `accepted` are not final; `needs_review` waits for a
 * person, because the processor may no longer know the key.
 */
export type OperationStatus = "pending" | "accepted" | "succeeded" | "declined" | "needs_review";

/** A refund as its merchant sees it. */
export interface RefundView {
  readonly id: string;
  readonly payment: string;
  readonly status: OperationStatus;
  readonly amount: number;
  readonly currency: string;
  readonly reason?: string;
  /** Why it was declined, in the processor's words. */
  readonly declined?: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** A payment as its merchant sees it. */
export interface PaymentView {
  readonly id: string;
  readonly status: OperationStatus;
  readonly amount: number;
  readonly currency: string;
  readonly processor: ProcessorName;
  readonly reference?: string;
  /** Succeeded refunds, in the currency's minor unit. */
  readonly refunded: number;
  /** Why it was declined, in the processor's words. */
  readonly declined?: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** What became of a request with an idempotency key. */
export type Answer<View> =
  /** Done: durable in the journal, and the same for every repeat. Also `accepted` and `needs_review`. */
  | { readonly kind: "answered"; readonly view: View; readonly repeated: boolean }
  /** Begun, and its end is not known yet: 202, ask again. */
  | { readonly kind: "pending"; readonly view: View }
  /** The same key is being worked on by another request: 409 with Retry-After. */
  | { readonly kind: "in-progress" }
  /** The key was used with another body: 422. */
  | { readonly kind: "key-reused" }
  /** Not allowed, and why, in the merchant's words: 404 or 422. */
  | { readonly kind: "refused"; readonly status: 404 | 422; readonly reason: string }
  /** Not here, or not now: 503 with Retry-After, and nothing was disclosed. */
  | {
      readonly kind: "unavailable";
      readonly reason: string;
      /** Whose failure it is when it is not ours: the other region would meet it as well. */
      readonly of?: "processor";
    };

/** Which payments to list, newest first. */
export interface PaymentFilter {
  readonly status?: OperationStatus;
  /** From the page before. @default - the first page */
  readonly cursor?: string;
  readonly limit: number;
}

/** Some of a list. */
export interface Page<View> {
  readonly items: readonly View[];
  /** Asks for the next page; none on the last. */
  readonly cursor?: string;
}

/** What the service does, whatever speaks to it. */
export interface Payments {
  pay(merchant: string, key: string, request: PaymentRequest): Promise<Answer<PaymentView>>;
  refund(
    merchant: string,
    payment: string,
    key: string,
    request: RefundRequest,
  ): Promise<Answer<RefundView>>;
  /** A payment as it is known to be, durable; `unavailable` when that can't be said now. */
  payment(merchant: string, id: string): Promise<Answer<PaymentView>>;
  /** From a read replica: may be some seconds behind. Shows what is durable only. */
  payments(merchant: string, filter: PaymentFilter): Promise<Page<PaymentView>>;
  /** Settles when the notification is in the journal. @throws Unavailable, Fenced */
  notified(notification: Notification): Promise<void>;
}
