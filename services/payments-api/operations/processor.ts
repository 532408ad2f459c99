// SPDX-License-Identifier: Apache-2.0

/** The processors that payments can go through. */
export const processorNames = ["stripe", "adyen", "paypal"] as const;

export type ProcessorName = (typeof processorNames)[number];

/** What a charge is for. Amounts are integers in the currency's minor unit. */
export interface ChargeOrder {
  /** The payment's id: also its name at the processor, so that reports can be compared. */
  readonly payment: string;
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
  /** The processor's token for the payer's means of payment, never a card number. */
  readonly token: string;
}

/** What a refund is for. */
export interface RefundOrder {
  readonly refund: string;
  readonly payment: string;
  readonly amount: number;
  readonly currency: string;
  /** The processor's reference of the charge. */
  readonly charge: string;
}

/**
 * A request as it is sent, and sent again: made once, kept in the INTENT, and never made anew, since
 * a processor answers the same to the same key only while the request is the same.
 */
export interface StoredRequest {
  readonly processor: ProcessorName;
  readonly kind: "charge" | "refund";
  /** Of the operation alone. No region, no epoch and no attempt is part of it. */
  readonly idempotencyKey: string;
  /**
   * The account and endpoint at which the key means something: elsewhere the same key is a new one,
   * and the same request a second charge. A process that is set up for another one doesn't send.
   *
   * @see https://docs.adyen.com/development-resources/api-idempotency "idempotency keys will not be
   *   checked for duplication in other regions"
   */
  readonly scope: string;
  readonly apiVersion: string;
  readonly method: "POST";
  readonly path: string;
  /** The exact body. */
  readonly body: string;
}

/**
 * What a processor says of an operation. `accepted` is not final: a notification will say more.
 * Anything that is not one of these, a timeout, a server error, a refusal because the same key is
 * being worked on, is no answer: `send` throws Unavailable, and the operation stays open.
 */
export interface ProcessorAnswer {
  readonly result: "succeeded" | "declined" | "accepted";
  /** The processor's own id of the charge or refund. */
  readonly reference: string;
  /** Why it declined, in the processor's words. @default - none */
  readonly reason?: string;
}

/** What a processor told us by itself, once its signature is verified. */
export interface Notification {
  readonly processor: ProcessorName;
  /** The processor's id of the event: the same event may come more than once. */
  readonly event: string;
  /** The payment or refund that it is about, by our id. */
  readonly operation: string;
  readonly answer: ProcessorAnswer;
}

/** A line of a processor's own report of what it did. */
export interface ReportLine {
  readonly operation: string;
  readonly kind: "charge" | "refund";
  readonly amount: number;
  readonly currency: string;
  readonly reference: string;
}

/** A payment processor. */
export interface Processor {
  readonly name: ProcessorName;
  /**
   * How long, in milliseconds, it surely remembers an idempotency key. Past it the same request may
   * charge a second time, so nothing is sent again.
   */
  readonly keyAge: number;
  /** Whether it takes money in a currency (ISO 4217). To be asked before anything is written. */
  accepts(currency: string): boolean;
  /** Makes a charge's request. Pure: no I/O. @throws RangeError when it doesn't take the currency */
  prepareCharge(order: ChargeOrder): StoredRequest;
  /** Makes a refund's request. Pure: no I/O. @throws RangeError when it doesn't take the currency */
  prepareRefund(order: RefundOrder): StoredRequest;
  /**
   * Sends a stored request, as it is.
   *
   * @throws Unavailable when its answer is not known: the charge may have happened, or happen yet
   */
  send(request: StoredRequest): Promise<ProcessorAnswer>;
  /**
   * The notifications in a webhook's body that are about our operations, maybe none; `undefined` when
   * its signature does not fit. PayPal's are verified by a call to PayPal.
   *
   * @throws Unavailable when that can't be said now: the processor will send it again
   */
  notifications(
    headers: Readonly<Record<string, string | string[] | undefined>>,
    body: Buffer,
  ): Promise<readonly Notification[] | undefined>;
  /** What it did on a day (UTC, `2026-11-30`). */
  report(day: string): AsyncIterable<ReportLine>;
  /** Whether it can be reached, by a call that costs nothing. @throws Unavailable when not */
  ping(): Promise<void>;
}
