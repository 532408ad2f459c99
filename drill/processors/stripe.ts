// SPDX-License-Identifier: Apache-2.0
import { createHmac } from "node:crypto";

import type { Booking } from "./books";
import type { Dialect, Done, Notice, Reply, Work } from "./dialect";
import { drillSecrets } from "./settings";

const pageSize = 100;

/** Stripe's API, as far as payments need it: PaymentIntents, refunds, balance transactions. */
export const stripe: Dialect = {
  name: "stripe",

  authorized: ({ headers }) => /^(Bearer|Basic) ./.test(headers.authorization ?? ""),

  read({ method, path, headers, body }): Work | undefined {
    if (method !== "POST") return undefined;
    const form = new URLSearchParams(body);
    const common = {
      key: String(headers["idempotency-key"]),
      operation: form.get("metadata[operation]") ?? "",
      amount: Number(form.get("amount")),
    };
    if (path === "/v1/payment_intents") {
      const currency = (form.get("currency") ?? "").toUpperCase();
      return { ...common, kind: "charge", currency, token: form.get("payment_method") ?? "" };
    }
    if (path !== "/v1/refunds") return undefined;
    return { ...common, kind: "refund", charge: form.get("payment_intent") ?? "" };
  },

  answer(work, done): Reply {
    if (done.refusal === undefined) return { status: 200, body: resource(work, done) };
    if (done.refusal === "declined") {
      return error(402, {
        type: "card_error",
        code: "card_declined",
        decline_code: "generic_decline",
        message: "Your card was declined.",
        payment_intent: resource(work, done),
      });
    }
    return error(400, {
      type: "invalid_request_error",
      ...(done.refusal === "unknown-charge"
        ? { code: "resource_missing", param: "payment_intent" }
        : { code: "charge_already_refunded" }),
      message: "The charge can't be refunded.",
    });
  },

  refuse: (why) =>
    ({
      unauthorized: error(401, { type: "invalid_request_error", message: "Invalid API key" }),
      busy: error(409, {
        type: "idempotency_error",
        code: "idempotency_key_in_use",
        message: "There is currently another in-progress request using this Idempotency Key",
      }),
      "key-reused": error(400, {
        type: "idempotency_error",
        message: "Keys for idempotent requests can only be used with the same parameters",
      }),
      failed: error(500, { type: "api_error", message: "An unknown error occurred" }),
      limited: error(429, {
        type: "rate_limit_error",
        code: "rate_limit",
        message: "Too many requests hit the API too quickly",
      }),
      unknown: error(404, { type: "invalid_request_error", message: "Unrecognized request URL" }),
    })[why],

  notice: (events): Notice => {
    // One event in each body: more than one is never asked for.
    const [first] = events;
    if (first === undefined) throw new RangeError("a notification of nothing");
    const body = JSON.stringify(event(first.event, first.work, first.done));
    const seconds = Math.floor(Date.now() / 1000);
    const signature = createHmac("sha256", drillSecrets.stripe.webhookSecret)
      .update(`${seconds}.${body}`)
      .digest("hex");
    return { body, headers: { "stripe-signature": `t=${seconds},v1=${signature}` } };
  },

  other({ path, query }, bookings): Reply | undefined {
    if (path === "/v1/balance") {
      return { status: 200, body: { object: "balance", available: [], pending: [] } };
    }
    if (path !== "/v1/balance_transactions") return undefined;
    return { status: 200, body: transactions(query, bookings) };
  },
};

function error(status: number, body: object): Reply {
  return { status, body: { error: body } };
}

function resource(work: Work, done: Done): object {
  const common = {
    id: done.reference,
    amount: work.amount,
    ...(work.currency !== undefined && { currency: work.currency.toLowerCase() }),
    metadata: { operation: work.operation },
  };
  if (work.kind === "charge") {
    const status = {
      succeeded: "succeeded",
      accepted: "processing",
      declined: "requires_payment_method",
    };
    return { ...common, object: "payment_intent", status: status[done.result] };
  }
  const status = { succeeded: "succeeded", accepted: "pending", declined: "failed" };
  return { ...common, object: "refund", status: status[done.result], payment_intent: work.charge };
}

function event(id: string, work: Work, done: Done): object {
  const succeeded = done.result === "succeeded";
  const charged = succeeded ? "payment_intent.succeeded" : "payment_intent.payment_failed";
  const refunded = succeeded ? "refund.updated" : "refund.failed";
  return {
    id: `evt_${id}`,
    object: "event",
    type: work.kind === "charge" ? charged : refunded,
    created: Math.floor(Date.now() / 1000),
    data: { object: resource(work, done) },
  };
}

function transactions(query: URLSearchParams, bookings: readonly Booking[]): object {
  const from = Number(query.get("created[gte]") ?? 0) * 1000;
  const to = Number(query.get("created[lt]") ?? Infinity) * 1000;
  const asked = bookings.filter(({ at }) => at >= from && at < to);
  const after = query.get("starting_after");
  const start = after === null ? 0 : asked.findIndex((booking) => idOf(booking) === after) + 1;
  const page = asked.slice(start, start + Math.min(pageSize, Number(query.get("limit") ?? 10)));
  return {
    object: "list",
    url: "/v1/balance_transactions",
    has_more: start + page.length < asked.length,
    data: page.map((booking) => ({
      id: idOf(booking),
      object: "balance_transaction",
      type: booking.kind,
      amount: booking.kind === "charge" ? booking.amount : -booking.amount,
      currency: booking.currency.toLowerCase(),
      source: {
        id: booking.reference,
        object: booking.kind,
        amount: booking.amount,
        currency: booking.currency.toLowerCase(),
        metadata: { operation: booking.operation },
        ...(booking.kind === "charge" && { payment_intent: booking.reference }),
      },
    })),
  };
}

function idOf(booking: Booking): string {
  return `txn_${booking.reference}`;
}
