// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";

import type { Notification, ProcessorAnswer, StoredRequest } from "../operations/processor";
import { NoAnswer, plainCode } from "./no-answer";
import { throwUnlessAbout, throwUnlessFits, type Reply } from "./reply";

const name = "adyen";

const amount = z.object({ value: z.number(), currency: z.string() });

const charged = z.object({
  pspReference: z.string(),
  resultCode: z.string(),
  merchantReference: z.string(),
  amount: amount.optional(),
  refusalReason: z.string().optional(),
  refusalReasonCode: z.string().optional(),
});

const refunding = z.object({
  pspReference: z.string(),
  status: z.literal("received"),
  reference: z.string(),
  amount,
});

const failure = z.object({ errorCode: z.string().optional() });

const sent = z.object({ reference: z.string(), amount });

/** What Adyen notifies of, once its signature is verified. */
export interface AdyenItem {
  readonly eventCode: string;
  readonly success: string;
  readonly pspReference: string;
  readonly merchantReference: string;
}

/**
 * Refusals that can't ever turn into a success: the stored means of payment does not exist. Others may
 * pass, and Adyen does not say that it keeps them with the key.
 *
 * @see https://docs.adyen.com/development-resources/error-codes
 */
const final: ReadonlySet<string> = new Set(["800", "802", "803"]);

/**
 * Marks a refund's reference. A notification of a refund may name the payment instead, by Adyen's
 * settings, and a refund's failure must not be taken for its payment's.
 */
export const refundMark = "refund-";

/** @throws NoAnswer when the reply does not say what became of the request */
export function adyenAnswer(request: StoredRequest, reply: Reply): ProcessorAnswer {
  if (reply.status < 200 || reply.status > 299) return refused(reply);
  const asked = sent.parse(JSON.parse(request.body));
  const expected = { operation: asked.reference, amount: asked.amount.value };
  if (request.kind === "refund") {
    const got = refunding.safeParse(reply.body);
    if (!got.success) throw new NoAnswer(name, "unreadable", reply.status);
    throwUnlessFits(name, expected, {
      operation: got.data.reference,
      amount: got.data.amount.value,
    });
    return { result: "accepted", reference: got.data.pspReference };
  }
  const got = charged.safeParse(reply.body);
  if (!got.success) throw new NoAnswer(name, "unreadable", reply.status);
  const { merchantReference: operation, amount: of } = got.data;
  throwUnlessFits(name, expected, { operation, amount: of?.value ?? expected.amount });
  return chargeAnswer(got.data);
}

/** What an item says about one of our operations; `undefined` when it is about something else. */
export function adyenNotification(item: AdyenItem): Notification | undefined {
  const { eventCode, success, pspReference: reference, merchantReference } = item;
  if (!/^(AUTHORISATION|REFUND|REFUND_FAILED)$/.test(eventCode)) return undefined;
  const operation = operationOf(
    eventCode === "AUTHORISATION" ? "charge" : "refund",
    merchantReference,
  );
  const done = success === "true" && eventCode !== "REFUND_FAILED";
  return {
    processor: name,
    // Adyen has no id of the event; repeats are known by these.
    // https://docs.adyen.com/development-resources/webhooks/handle-webhook-events
    event: `${eventCode} ${reference} ${success}`,
    operation,
    answer: done
      ? { result: "succeeded", reference }
      : { result: "declined", reference, reason: eventCode.toLowerCase() },
  };
}

/** Our id, from the reference; a refund that names no refund of ours is named so that none fits. */
export function operationOf(kind: "charge" | "refund", reference: string): string {
  if (kind === "charge") return reference;
  if (reference.startsWith(refundMark)) return reference.slice(refundMark.length);
  return `a refund of ${reference}`;
}

/** https://docs.adyen.com/online-payments/build-your-integration/payment-result-codes */
function chargeAnswer(got: z.infer<typeof charged>): ProcessorAnswer {
  const reference = got.pspReference;
  switch (got.resultCode) {
    case "Authorised":
      // Captured at once, by captureDelayHours.
      return { result: "succeeded", reference };
    case "Pending":
    case "Received":
      return { result: "accepted", reference };
    case "Refused":
    case "Cancelled":
      return { result: "declined", reference, reason: reasonOf(got) };
    case "ChallengeShopper":
    case "IdentifyShopper":
    case "RedirectShopper":
    case "PresentToShopper":
      // Goes on only with what the payer does, and nobody shows the payer anything.
      return { result: "declined", reference, reason: "authentication_required" };
    default:
      // `Error` too: Adyen lets the issuer's answer come later.
      throw new NoAnswer(name, "unreadable", got.resultCode);
  }
}

/** Adyen's own words, of a fixed list. */
function reasonOf({
  refusalReason,
  refusalReasonCode,
  resultCode,
}: z.infer<typeof charged>): string {
  const text = refusalReason?.toLowerCase().replaceAll(" ", "_");
  return plainCode(text) ?? plainCode(refusalReasonCode) ?? resultCode.toLowerCase();
}

function refused(reply: Reply): ProcessorAnswer {
  const code = failure.safeParse(reply.body).data?.errorCode;
  // Also said of a key that came with another body: not to be told apart.
  if (code === "704") throw new NoAnswer(name, "in-progress", code);
  throwUnlessAbout(name, reply);
  if (reply.status === 422 && code !== undefined && final.has(code)) {
    return { result: "declined", reference: "", reason: `error_${code}` };
  }
  throw new NoAnswer(name, "refused", code ?? reply.status);
}
