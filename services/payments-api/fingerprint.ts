// SPDX-License-Identifier: Apache-2.0
import { createHash } from "node:crypto";
import type { PaymentRequest, RefundRequest } from "./operations/payments";

/** Tells whether two requests for a payment ask for the same. Names no token: it is a hash. */
export function fingerprintOfPayment(request: PaymentRequest): string {
  const { amount, currency, processor, token, reference } = request;
  return hash(["charge", amount, currency, processor, token, reference ?? null]);
}

/** Tells whether two requests for a refund ask for the same, of the same payment. */
export function fingerprintOfRefund(payment: string, { amount, reason }: RefundRequest): string {
  return hash(["refund", payment, amount, reason ?? null]);
}

function hash(parts: readonly (string | number | null)[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
}
