// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";

import type { Notification, ProcessorAnswer, StoredRequest } from "../operations/processor";
import { fromDecimal } from "./money";
import { NoAnswer, plainCode } from "./no-answer";
import { throwUnlessAbout, throwUnlessFits, type Reply } from "./reply";

const name = "paypal";

const money = z.object({ value: z.string(), currency_code: z.string() });

/** A capture or a refund. */
const movement = z.object({
  id: z.string(),
  status: z.string(),
  custom_id: z.string().optional(),
  amount: money.optional(),
  status_details: z.object({ reason: z.string().optional() }).optional(),
});

type Movement = z.infer<typeof movement>;

const order = z.object({
  id: z.string(),
  status: z.string(),
  purchase_units: z
    .array(z.object({ payments: z.object({ captures: z.array(movement).optional() }).optional() }))
    .optional(),
});

const failure = z.object({
  debug_id: z.string().optional(),
  details: z.array(z.object({ issue: z.string().optional() })).optional(),
});

const sentOrder = z.object({
  purchase_units: z.array(z.object({ custom_id: z.string(), amount: money })).length(1),
});

const sentRefund = z.object({ custom_id: z.string(), amount: money });

/**
 * Refusals for which no money moved. PayPal does not say whether it keeps them with the key; the
 * payer's bank may answer otherwise another time, so a caller that was paused must not send late.
 *
 * @see https://developer.paypal.com/api/rest/reference/orders/v2/errors/
 * @see https://developer.paypal.com/docs/api/payments/v2/#captures_refund
 */
const final: ReadonlySet<string> = new Set([
  ...["CARD_CLOSED", "CARD_EXPIRED", "INSTRUMENT_DECLINED", "PAYER_ACCOUNT_LOCKED_OR_CLOSED"],
  ...["PAYER_ACCOUNT_RESTRICTED", "PAYER_CANNOT_PAY", "TOKEN_ID_NOT_FOUND", "TRANSACTION_REFUSED"],
  ...["CAPTURE_FULLY_REFUNDED", "REFUND_AMOUNT_EXCEEDED", "REFUND_TIME_LIMIT_EXCEEDED"],
]);

/** A key or an invoice that was used before: the payment was perhaps made by another request. */
const conflicts: ReadonlySet<string> = new Set([
  "DUPLICATE_INVOICE_ID",
  "DUPLICATE_REQUEST_ID",
  "PAYPAL_REQUEST_ID_PREVIOUSLY_USED",
]);

/** @throws NoAnswer when the reply does not say what became of the request */
export function paypalAnswer(request: StoredRequest, reply: Reply): ProcessorAnswer {
  if (reply.status < 200 || reply.status > 299) return refused(reply);
  if (request.kind === "refund") {
    const got = movement.safeParse(reply.body);
    if (!got.success) throw new NoAnswer(name, "unreadable", reply.status);
    return fitting(got.data, sentRefund.parse(JSON.parse(request.body)));
  }
  const got = order.safeParse(reply.body);
  if (!got.success) throw new NoAnswer(name, "unreadable", reply.status);
  if (got.data.status === "PAYER_ACTION_REQUIRED") {
    // Goes on only when the payer approves and we capture, and nobody asks either to.
    return { result: "declined", reference: got.data.id, reason: got.data.status };
  }
  const [capture, second] =
    got.data.purchase_units?.flatMap((unit) => unit.payments?.captures ?? []) ?? [];
  // Two captures of one order are never right; none means that the order still stands open.
  if (capture === undefined || second !== undefined) {
    throw new NoAnswer(name, "unreadable", got.data.status);
  }
  const [unit] = sentOrder.parse(JSON.parse(request.body)).purchase_units;
  if (unit === undefined) throw new NoAnswer(name, "unreadable");
  return fitting(capture, unit);
}

/** What an event says about one of our operations; `undefined` when it is about something else. */
export function paypalNotification(
  id: string,
  type: string,
  resource: unknown,
): Notification | undefined {
  if (!/^PAYMENT\.(CAPTURE\.(COMPLETED|DENIED|DECLINED|REFUNDED)|REFUND\.FAILED)$/.test(type)) {
    return undefined;
  }
  const got = movement.safeParse(resource);
  const operation = got.data?.custom_id;
  if (!got.success || operation === undefined) return undefined;
  return { processor: name, event: id, operation, answer: answerOf(got.data) };
}

function fitting(
  got: Movement,
  asked: { custom_id: string; amount: z.infer<typeof money> },
): ProcessorAnswer {
  const amount = fromDecimal(asked.amount.value, asked.amount.currency_code) ?? NaN;
  throwUnlessFits(
    name,
    { operation: asked.custom_id, amount },
    {
      // PayPal repeats neither in its shortest form.
      operation: got.custom_id ?? asked.custom_id,
      amount: got.amount ? fromDecimal(got.amount.value, got.amount.currency_code) : amount,
    },
  );
  return answerOf(got);
}

function answerOf(got: Movement): ProcessorAnswer {
  switch (got.status) {
    case "COMPLETED":
      return { result: "succeeded", reference: got.id };
    case "PENDING":
      return { result: "accepted", reference: got.id };
    case "CANCELLED":
    case "DECLINED":
    case "FAILED":
      return {
        result: "declined",
        reference: got.id,
        reason: plainCode(got.status_details?.reason) ?? got.status,
      };
    default:
      throw new NoAnswer(name, "unreadable", got.status);
  }
}

function refused(reply: Reply): ProcessorAnswer {
  const got = failure.safeParse(reply.body).data;
  const issues = got?.details?.flatMap(({ issue }) => issue ?? []) ?? [];
  const conflict = issues.find((issue) => conflicts.has(issue));
  if (conflict !== undefined) throw new NoAnswer(name, "key-conflict", conflict);
  throwUnlessAbout(name, reply);
  const [issue] = issues;
  if (reply.status === 422 && issue !== undefined && issues.every((one) => final.has(one))) {
    return { result: "declined", reference: got?.debug_id ?? "", reason: issue };
  }
  throw new NoAnswer(name, "refused", issue ?? reply.status);
}
