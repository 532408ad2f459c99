// SPDX-License-Identifier: Apache-2.0
import type { Procedure } from "payments-journal";
import { refundView } from "../views";
import { conclude, withView } from "./conclude";
import { appendAll } from "./drive";
import type { Answer, RefundRequest, RefundView } from "./payments";
import type { Context } from "./ports";
import { operations, wall } from "./ports";
import { intentRecord } from "./steps";

/** A request for a refund, with what identifies it. */
export interface RefundAsk {
  readonly merchant: string;
  readonly key: string;
  readonly bodyHash: string;
  /** The refund's id, should it be new. */
  readonly id: string;
  readonly payment: string;
  readonly request: RefundRequest;
}

/**
 * Gives money back: an operation of its own, in the same order of writes as a payment. All that the
 * payment has come to is durable before anything of its refund is in the journal.
 *
 * @throws Fenced, Unavailable when nothing may be told
 */
export function* refund(context: Context, ask: RefundAsk): Procedure<Answer<RefundView>> {
  const payment = yield* operations("refund.payment").findPayment(
    context.epoch,
    ask.merchant,
    ask.payment,
  );
  if (payment === undefined) {
    return { kind: "refused", status: 404, reason: `there is no payment ${ask.payment}` };
  }
  yield* appendAll(payment.unjournaled);
  const { charge } = payment;
  if (charge.status !== "succeeded" || charge.reference === undefined) {
    const reason = `payment ${charge.id} is ${charge.status}, and only one that succeeded can be refunded`;
    return { kind: "refused", status: 422, reason };
  }
  const { amount } = ask.request;
  const request = context.processors[charge.processor].prepareRefund({
    refund: ask.id,
    payment: charge.id,
    amount,
    currency: charge.currency,
    charge: charge.reference,
  });
  const intent = intentRecord(charge.id, ask.id, {
    step: "intent",
    kind: "refund",
    merchant: ask.merchant,
    key: ask.key,
    bodyHash: ask.bodyHash,
    amount,
    currency: charge.currency,
    note: ask.request.reason ?? null,
    at: yield* wall("1.time").earliest(),
    request,
  });
  const begun = yield* operations("1.refund").beginRefund(context.epoch, intent, context.lease);
  if (begun.kind === "exceeds") {
    const reason =
      `${begun.refundable} of payment ${charge.id} can still be refunded, in ${charge.currency}'s ` +
      `minor unit, got ${amount}`;
    return { kind: "refused", status: 422, reason };
  }
  return withView(yield* conclude(context, begun, intent), refundView);
}
