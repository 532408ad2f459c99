// SPDX-License-Identifier: Apache-2.0
import type { Procedure } from "payments-journal";
import { paymentView } from "../views";
import { appendAll } from "./drive";
import type { Answer, PaymentView } from "./payments";
import type { Context } from "./ports";
import { operations } from "./ports";

/**
 * Shows a payment. To show it is to acknowledge it, so that all which is shown is made durable
 * first.
 *
 * @throws Fenced, Unavailable when nothing may be told
 */
export function* read(
  context: Context,
  merchant: string,
  id: string,
): Procedure<Answer<PaymentView>> {
  const found = yield* operations("read.find").findPayment(context.epoch, merchant, id);
  if (found === undefined) {
    return { kind: "refused", status: 404, reason: `there is no payment ${id}` };
  }
  yield* appendAll(found.unjournaled);
  const view = paymentView(found.charge, found.refunded);
  return found.charge.status === "pending"
    ? { kind: "pending", view }
    : { kind: "answered", view, repeated: true };
}
