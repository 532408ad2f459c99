// SPDX-License-Identifier: Apache-2.0
import type {
  ProcessorAnswer,
  StoredRequest,
} from "../../../../services/payments-api/operations/processor";
import {
  adyenAnswer,
  adyenNotification,
} from "../../../../services/payments-api/processors/adyen-answers";
import { NoAnswer } from "../../../../services/payments-api/processors/no-answer";
import { paypalAnswer } from "../../../../services/payments-api/processors/paypal-answers";
import type { Reply } from "../../../../services/payments-api/processors/reply";
import { stripeAnswer } from "../../../../services/payments-api/processors/stripe-answers";
import { processorsAt } from "../../../support/simulated-processors";

const token = "pm_1SecretToken";

const order = { payment: "one", amount: 500, currency: "EUR", token };
const part = { refund: "two", payment: "one", amount: 200, currency: "EUR", charge: "charge_1" };
const { stripe, adyen, paypal } = processorsAt("http://127.0.0.1:1");

function outcome(answer: typeof stripeAnswer, request: StoredRequest, reply: Reply): string {
  try {
    const { result, reference, reason }: ProcessorAnswer = answer(request, reply);
    return [result, reference, ...(reason === undefined ? [] : [reason])].join(" ");
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    expect(error.message).not.toContain(token);
    return `no answer: ${error.kind}`;
  }
}

/** What says nothing of a payment, whoever says it. */
const common: [number, unknown, string][] = [
  [200, undefined, "unreadable"],
  [200, {}, "unreadable"],
  [401, {}, "credentials"],
  [403, {}, "credentials"],
  [408, {}, "timeout"],
  [409, {}, "in-progress"],
  [429, {}, "limited"],
  [500, {}, "failed"],
  [502, undefined, "failed"],
  [503, {}, "failed"],
];

describe("stripeAnswer", () => {
  const intent = {
    id: "pi_1",
    object: "payment_intent",
    status: "succeeded",
    amount: 500,
    metadata: { operation: "one" },
  };
  const error = (fields: object): object => ({ error: fields });
  const charge = stripe.prepareCharge(order);

  it.each<[number, unknown, string]>([
    [200, intent, "succeeded pi_1"],
    [200, { ...intent, status: "processing" }, "accepted pi_1"],
    [200, { ...intent, status: "canceled" }, "declined pi_1 canceled"],
    [200, { ...intent, status: "requires_action" }, "no answer: unreadable"],
    [200, { ...intent, status: "requires_capture" }, "no answer: unreadable"],
    [200, { ...intent, amount: 501 }, "no answer: key-conflict"],
    [200, { ...intent, metadata: { operation: "other" } }, "no answer: key-conflict"],
    [200, { ...intent, metadata: {} }, "no answer: key-conflict"],
    [
      402,
      error({
        type: "card_error",
        code: "card_declined",
        decline_code: "insufficient_funds",
        payment_intent: { id: "pi_1" },
      }),
      "declined pi_1 insufficient_funds",
    ],
    [402, error({ type: "card_error", code: "expired_card" }), "declined  expired_card"],
    [
      400,
      error({
        type: "invalid_request_error",
        code: "resource_missing",
        message: `No such ${token}`,
      }),
      "declined  resource_missing",
    ],
    [
      400,
      error({ type: "invalid_request_error", code: "amount_too_small", param: "amount" }),
      "declined  amount_too_small",
    ],
    [400, error({ type: "invalid_request_error", code: token }), "no answer: refused"],
    [400, error({ type: "invalid_request_error", code: "account_invalid" }), "no answer: refused"],
    [400, error({ type: "idempotency_error" }), "no answer: key-conflict"],
    [409, error({ type: "idempotency_error" }), "no answer: in-progress"],
    [400, error({}), "no answer: refused"],
    [400, undefined, "no answer: unreadable"],
    ...common.map(([status, body, kind]): [number, unknown, string] => [
      ...([status, body] as const),
      `no answer: ${kind}`,
    ]),
  ])("takes %s %j for: %s", (status, body, expected) => {
    expect(outcome(stripeAnswer, charge, { status, body })).toBe(expected);
  });

  it.each([
    ["succeeded", "succeeded re_1"],
    ["pending", "accepted re_1"],
    ["failed", "declined re_1 failed"],
    ["canceled", "declined re_1 canceled"],
    ["requires_action", "no answer: unreadable"],
  ])("takes a refund that is %s for: %s", (status, expected) => {
    const metadata = { operation: "two" };
    const body = { id: "re_1", object: "refund", status, amount: 200, metadata };
    expect(outcome(stripeAnswer, stripe.prepareRefund(part), { status: 200, body })).toBe(expected);
  });
});

describe("adyenAnswer", () => {
  const authorised = { pspReference: "psp", resultCode: "Authorised", merchantReference: "one" };
  const charge = adyen.prepareCharge(order);

  it.each<[number, unknown, string]>([
    [200, authorised, "succeeded psp"],
    [200, { ...authorised, resultCode: "Received" }, "accepted psp"],
    [200, { ...authorised, resultCode: "Pending" }, "accepted psp"],
    [
      200,
      { ...authorised, resultCode: "Refused", refusalReason: "Not enough balance" },
      "declined psp not_enough_balance",
    ],
    [
      200,
      { ...authorised, resultCode: "Refused", refusalReason: `Used ${token}` },
      "declined psp refused",
    ],
    [200, { ...authorised, resultCode: "Cancelled" }, "declined psp cancelled"],
    [200, { ...authorised, resultCode: "RedirectShopper" }, "declined psp authentication_required"],
    [200, { ...authorised, resultCode: "Error" }, "no answer: unreadable"],
    [200, { ...authorised, resultCode: "PartiallyAuthorised" }, "no answer: unreadable"],
    [200, { ...authorised, merchantReference: "other" }, "no answer: key-conflict"],
    [200, { ...authorised, amount: { value: 1, currency: "EUR" } }, "no answer: key-conflict"],
    [422, { errorCode: "704" }, "no answer: in-progress"],
    [422, { errorCode: "803" }, "declined  error_803"],
    [422, { errorCode: "901", message: token }, "no answer: refused"],
    [400, {}, "no answer: refused"],
    ...common.map(([status, body, kind]): [number, unknown, string] => [
      ...([status, body] as const),
      `no answer: ${kind}`,
    ]),
  ])("takes %s %j for: %s", (status, body, expected) => {
    expect(outcome(adyenAnswer, charge, { status, body })).toBe(expected);
  });

  it("never takes a refund's first answer for its end", () => {
    const amount = { value: 200, currency: "EUR" };
    const body = { pspReference: "psp", status: "received", reference: "refund-two", amount };
    const reply = { status: 201, body };
    expect(outcome(adyenAnswer, adyen.prepareRefund(part), reply)).toBe("accepted psp");
  });
});

describe("adyenNotification", () => {
  const item = { eventCode: "REFUND", success: "false", pspReference: "psp" };

  it("does not take a refund's failure for its payment's, when only the payment is named", () => {
    const notification = adyenNotification({ ...item, merchantReference: "one" });
    expect(notification?.operation).toBe("a refund of one");
  });

  it("takes a refund that failed after it had succeeded for declined, as an event of its own", () => {
    const mine = { ...item, merchantReference: "refund-two", success: "true" };
    const before = adyenNotification(mine);
    const after = adyenNotification({ ...mine, eventCode: "REFUND_FAILED" });
    expect([before?.answer.result, after?.answer.result]).toEqual(["succeeded", "declined"]);
    expect(before?.event).not.toBe(after?.event);
  });

  it("leaves out what is not about an operation of ours", () => {
    expect(adyenNotification({ ...item, eventCode: "CHARGEBACK", merchantReference: "one" })).toBe(
      undefined,
    );
  });
});

describe("paypalAnswer", () => {
  const amount = { value: "5.00", currency_code: "EUR" };
  const capture = { id: "cap", status: "COMPLETED", custom_id: "one", amount };
  const made = (...captures: object[]): object => ({
    id: "order",
    status: "COMPLETED",
    purchase_units: [{ payments: { captures } }],
  });
  const refusal = (...issues: string[]): object => ({
    name: "UNPROCESSABLE_ENTITY",
    debug_id: "debug",
    details: issues.map((issue) => ({ issue, value: token })),
  });
  const charge = paypal.prepareCharge(order);

  it.each<[number, unknown, string]>([
    [201, made(capture), "succeeded cap"],
    [200, made(capture), "succeeded cap"],
    [201, made({ ...capture, status: "PENDING" }), "accepted cap"],
    [201, made({ ...capture, status: "DECLINED" }), "declined cap DECLINED"],
    [201, made({ ...capture, status: "REFUNDED" }), "no answer: unreadable"],
    [201, made(capture, { ...capture, id: "second" }), "no answer: unreadable"],
    [201, made(), "no answer: unreadable"],
    [201, made({ ...capture, custom_id: "other" }), "no answer: key-conflict"],
    [201, made({ ...capture, amount: { ...amount, value: "5.01" } }), "no answer: key-conflict"],
    [200, { id: "order", status: "PAYER_ACTION_REQUIRED" }, "declined order PAYER_ACTION_REQUIRED"],
    [200, { id: "order", status: "CREATED" }, "no answer: unreadable"],
    [422, refusal("INSTRUMENT_DECLINED"), "declined debug INSTRUMENT_DECLINED"],
    [422, refusal("DUPLICATE_INVOICE_ID"), "no answer: key-conflict"],
    [422, refusal("INSTRUMENT_DECLINED", "PAYEE_ACCOUNT_RESTRICTED"), "no answer: refused"],
    [422, refusal("PAYEE_ACCOUNT_RESTRICTED"), "no answer: refused"],
    [400, refusal("INVALID_PARAMETER_VALUE"), "no answer: refused"],
    [422, {}, "no answer: refused"],
    ...common.map(([status, body, kind]): [number, unknown, string] => [
      ...([status, body] as const),
      `no answer: ${kind}`,
    ]),
  ])("takes %s %j for: %s", (status, body, expected) => {
    expect(outcome(paypalAnswer, charge, { status, body })).toBe(expected);
  });

  it.each([
    ["COMPLETED", "succeeded ref"],
    ["PENDING", "accepted ref"],
    ["FAILED", "declined ref FAILED"],
    ["CANCELLED", "declined ref CANCELLED"],
  ])("takes a refund that is %s for: %s", (status, expected) => {
    const body = { id: "ref", status, custom_id: "two", amount: { ...amount, value: "2.00" } };
    expect(outcome(paypalAnswer, paypal.prepareRefund(part), { status: 201, body })).toBe(expected);
  });
});
