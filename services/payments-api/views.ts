// SPDX-License-Identifier: Apache-2.0
import type { PaymentView, RefundView } from "./operations/payments";
import type { Operation } from "./operations/steps";

/**
 * A charge as its merchant sees it.
 *
 * @param refunded succeeded refunds, in the currency's minor unit
 */
export function paymentView(charge: Operation, refunded: number): PaymentView {
  return {
    id: charge.id,
    status: charge.status,
    amount: charge.amount,
    currency: charge.currency,
    processor: charge.processor,
    ...(charge.note === undefined ? {} : { reference: charge.note }),
    refunded,
    ...(charge.declined === undefined ? {} : { declined: charge.declined }),
    createdAt: new Date(charge.at).toISOString(),
  };
}

/** A refund as its merchant sees it. */
export function refundView(refund: Operation): RefundView {
  return {
    id: refund.id,
    payment: refund.payment,
    status: refund.status,
    amount: refund.amount,
    currency: refund.currency,
    ...(refund.note === undefined ? {} : { reason: refund.note }),
    ...(refund.declined === undefined ? {} : { declined: refund.declined }),
    createdAt: new Date(refund.at).toISOString(),
  };
}
