// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";

import type { Notification, ProcessorAnswer, StoredRequest } from "../operations/processor";
import { NoAnswer, plainCode } from "./no-answer";
import { throwUnlessAbout, throwUnlessFits, type Reply } from "./reply";

const name = "stripe";

const object = z.object({
  id: z.string(),
  object: z.enum(["payment_intent", "refund"]),
  status: z.string(),
  amount: z.number(),
  metadata: z.object({ operation: z.string().optional() }).nullish(),
  last_payment_error: z
    .object({ code: z.string().optional(), decline_code: z.string().optional() })
    .nullish(),
  failure_reason: z.string().nullish(),
});

const failure = z.object({
  error: z.object({
    type: z.string().optional(),
    code: z.string().nullish(),
    decline_code: z.string().nullish(),
    param: z.string().nullish(),
    payment_intent: z.object({ id: z.string() }).nullish(),
  }),
});

const sent = z.object({ amount: z.number(), metadata: z.object({ operation: z.string() }) });

/**
 * Refusals of the request itself that can't ever turn into a success: what it names doesn't exist, or
 * its amount is outside of the limits. Stripe keeps no answer for a request that fails validation, so
 * any other refusal of this kind may be a charge when the same request comes in a second time.
 *
 * @see https://docs.stripe.com/api/idempotent_requests
 * @see https://docs.stripe.com/error-codes
 */
const final: ReadonlySet<string> = new Set([
  "amount_too_large",
  "amount_too_small",
  "charge_already_refunded",
  "resource_missing",
]);

/** @throws NoAnswer when the reply does not say what became of the request */
export function stripeAnswer(request: StoredRequest, reply: Reply): ProcessorAnswer {
  if (reply.status < 200 || reply.status > 299) return refused(reply);
  const got = object.safeParse(reply.body);
  if (!got.success) throw new NoAnswer(name, "unreadable", reply.status);
  const { amount, metadata } = sent.parse(JSON.parse(request.body));
  const asked = { operation: metadata.operation, amount };
  throwUnlessFits(name, asked, {
    operation: got.data.metadata?.operation,
    amount: got.data.amount,
  });
  return objectAnswer(got.data);
}

/** What an event says about one of our operations; `undefined` when it is about something else. */
export function stripeNotification(
  id: string,
  type: string,
  body: unknown,
): Notification | undefined {
  if (!/^(payment_intent\.(succeeded|payment_failed)|refund\.(updated|failed))$/.test(type)) {
    return undefined;
  }
  const got = object.safeParse(body);
  const operation = got.data?.metadata?.operation;
  if (!got.success || operation === undefined) return undefined;
  // Such an intent stays open to another try, which nobody makes: it is confirmed once, by us.
  const failed = type === "payment_intent.payment_failed";
  const answer = failed ? declined(got.data) : objectAnswer(got.data);
  return { processor: name, event: id, operation, answer };
}

function objectAnswer(got: z.infer<typeof object>): ProcessorAnswer {
  switch (got.status) {
    case "succeeded":
      return { result: "succeeded", reference: got.id };
    case "processing":
    case "pending":
      return { result: "accepted", reference: got.id };
    case "canceled":
    case "failed":
      return declined(got);
    default:
      // `requires_action` and the like can still become a charge.
      throw new NoAnswer(name, "unreadable", got.status);
  }
}

function declined(got: z.infer<typeof object>): ProcessorAnswer {
  const error = got.last_payment_error;
  const reason = error?.decline_code ?? error?.code ?? got.failure_reason ?? got.status;
  return { result: "declined", reference: got.id, reason: plainCode(reason) ?? "declined" };
}

function refused(reply: Reply): ProcessorAnswer {
  const got = failure.safeParse(reply.body);
  const error = got.data?.error;
  if (error?.type === "idempotency_error" && reply.status !== 409) {
    throw new NoAnswer(name, "key-conflict", error.code ?? reply.status);
  }
  throwUnlessAbout(name, reply);
  if (error === undefined) throw new NoAnswer(name, "unreadable", reply.status);
  const code = error.code ?? undefined;
  const byLimits = error.type === "invalid_request_error" && error.param === "amount";
  if (error.type === "card_error" || byLimits || (code !== undefined && final.has(code))) {
    return {
      result: "declined",
      reference: error.payment_intent?.id ?? "",
      reason: plainCode(error.decline_code ?? code ?? "amount") ?? "declined",
    };
  }
  throw new NoAnswer(name, "refused", code ?? reply.status);
}
