// SPDX-License-Identifier: Apache-2.0
import type { Procedure } from "payments-journal";
import { paymentView } from "../views";
import { conclude, withView } from "./conclude";
import type { Answer, PaymentRequest, PaymentView } from "./payments";
import type { Begun, Context } from "./ports";
import { operations, wall } from "./ports";
import { intentRecord } from "./steps";

/** A request for a payment, with what identifies it. */
export interface PayAsk {
  readonly merchant: string;
  readonly key: string;
  readonly bodyHash: string;
  /** The payment's id, should it be new. */
  readonly id: string;
  readonly request: PaymentRequest;
  /**
   * Why the processor is asked for nothing new now: a payment would be begun that is carried out when
   * its payer has long gone. What was begun before is answered all the same.
   *
   * @default - it is asked
   */
  readonly unasked?: string;
}

/**
 * Takes a payment, in the order of the protocol: (1) the INTENT in the database, (2) in the journal,
 * (3) the call, (4) the OUTCOME in the database, (5) in the journal, (6) the mark that it is there,
 * and the answer. The answer is the same for every repeat, so that it shows no refunds.
 *
 * @throws Fenced, Unavailable when nothing may be told
 */
export function* pay(context: Context, ask: PayAsk): Procedure<Answer<PaymentView>> {
  const { amount, currency, processor, token, reference } = ask.request;
  const facts = context.processors[processor];
  if (!facts.accepts(currency)) {
    return { kind: "refused", status: 422, reason: `${processor} takes no ${currency}` };
  }
  const request = facts.prepareCharge({
    payment: ask.id,
    ...{ amount, currency, token },
  });
  const intent = intentRecord(ask.id, ask.id, {
    step: "intent",
    kind: "charge",
    merchant: ask.merchant,
    key: ask.key,
    bodyHash: ask.bodyHash,
    ...{ amount, currency, request },
    note: reference ?? null,
    at: yield* wall("1.time").earliest(),
  });
  const { epoch, lease } = context;
  const { merchant, key, unasked } = ask;
  let begun: Begun | undefined;
  if (unasked === undefined) begun = yield* operations("1.begin").begin(epoch, intent, lease);
  else {
    begun = yield* operations("1.repeated").repeated(epoch, merchant, key, lease);
    if (begun === undefined) return { kind: "unavailable", reason: unasked, of: "processor" };
  }
  const answer = yield* conclude(context, begun, intent);
  return withView(answer, (charge) => paymentView(charge, 0));
}
