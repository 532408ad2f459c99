// SPDX-License-Identifier: Apache-2.0
import { createHash, createHmac, randomUUID } from "node:crypto";

import type { Booking } from "./books";
import type { Dialect, Done, Incoming, Notice, Reply, Work } from "./dialect";
import { drillSecrets } from "./settings";

interface Money {
  readonly value: string;
  readonly currency_code: string;
}

interface OrderBody {
  readonly purchase_units: readonly [{ readonly custom_id: string; readonly amount: Money }];
  readonly payment_source: { readonly paypal: { readonly vault_id: string } };
}

interface RefundBody {
  readonly custom_id: string;
  readonly amount: Money;
}

/** PayPal's API, as far as payments need it: Orders, refunds, webhooks, transaction search. */
export const paypal: Dialect = {
  name: "paypal",

  authorized: ({ path, headers }) =>
    (headers.authorization ?? "").startsWith(path === "/v1/oauth2/token" ? "Basic " : "Bearer "),

  read({ method, path, headers, body }): Work | undefined {
    const key = String(headers["paypal-request-id"]);
    if (method !== "POST") return undefined;
    if (path === "/v2/checkout/orders") {
      const asked = JSON.parse(body) as OrderBody;
      const [unit] = asked.purchase_units;
      const token = asked.payment_source.paypal.vault_id;
      return { kind: "charge", key, operation: unit.custom_id, token, ...minor(unit.amount) };
    }
    const charge = /^\/v2\/payments\/captures\/([^/]+)\/refund$/.exec(path)?.[1];
    if (charge === undefined) return undefined;
    const asked = JSON.parse(body) as RefundBody;
    return { kind: "refund", key, operation: asked.custom_id, charge, ...minor(asked.amount) };
  },

  answer(work, done): Reply {
    if (done.refusal === "unknown-charge")
      return error(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID");
    if (done.refusal !== undefined) {
      const issue = done.refusal === "declined" ? "INSTRUMENT_DECLINED" : "REFUND_AMOUNT_EXCEEDED";
      return error(422, "UNPROCESSABLE_ENTITY", issue);
    }
    if (work.kind === "refund") return { status: 201, body: resource(work, done) };
    const order = createHash("sha256")
      .update(done.reference)
      .digest("hex")
      .slice(0, 17)
      .toUpperCase();
    return {
      status: 201,
      body: {
        id: order,
        status: "COMPLETED",
        purchase_units: [
          {
            reference_id: "default",
            custom_id: work.operation,
            payments: { captures: [resource(work, done)] },
          },
        ],
      },
    };
  },

  refuse: (why) =>
    ({
      unauthorized: {
        status: 401,
        body: { error: "invalid_token", error_description: "Token signature verification failed" },
      },
      busy: error(409, "RESOURCE_CONFLICT", "PREVIOUS_REQUEST_IN_PROGRESS"),
      "key-reused": error(422, "UNPROCESSABLE_ENTITY", "DUPLICATE_REQUEST_ID"),
      failed: error(500, "INTERNAL_SERVER_ERROR"),
      limited: error(429, "RATE_LIMIT_REACHED"),
      unknown: error(404, "RESOURCE_NOT_FOUND"),
    })[why],

  notice: (events): Notice => {
    // One event in each body: more than one is never asked for.
    const [first] = events;
    if (first === undefined) throw new RangeError("a notification of nothing");
    const body = JSON.stringify(event(first.event, first.work, first.done));
    const id = randomUUID();
    const time = new Date().toISOString();
    return {
      body,
      headers: {
        "paypal-transmission-id": id,
        "paypal-transmission-time": time,
        "paypal-transmission-sig": sign(id, time, body),
        "paypal-auth-algo": "SHA256withRSA",
        "paypal-cert-url": "https://api.paypal.com/v1/notifications/certs/CERT-drill",
      },
    };
  },

  other(request, bookings): Reply | undefined {
    switch (request.path) {
      case "/v1/oauth2/token":
        return {
          status: 200,
          body: { access_token: randomUUID(), token_type: "Bearer", expires_in: 32_400 },
        };
      case "/v1/notifications/verify-webhook-signature":
        return { status: 200, body: { verification_status: verify(request) } };
      case "/v1/reporting/transactions":
        return { status: 200, body: transactions(request.query, bookings) };
      default:
        return undefined;
    }
  },
};

function error(status: number, name: string, issue?: string): Reply {
  return {
    status,
    body: {
      name,
      message: name,
      debug_id: "drill",
      ...(issue && { details: [{ issue, description: issue }] }),
    },
  };
}

function minor({ value, currency_code: currency }: Money): { amount: number; currency: string } {
  return { amount: Math.round(Number(value) * (currency === "JPY" ? 1 : 100)), currency };
}

function money(amount: number, currency: string): Money {
  const value = currency === "JPY" ? String(amount) : (amount / 100).toFixed(2);
  return { value, currency_code: currency };
}

function resource(work: Work, done: Done): object {
  const status = {
    succeeded: "COMPLETED",
    accepted: "PENDING",
    declined: work.kind === "charge" ? "DECLINED" : "FAILED",
  };
  return {
    id: done.reference,
    status: status[done.result],
    amount: money(work.amount, work.currency ?? ""),
    custom_id: work.operation,
  };
}

function event(id: string, work: Work, done: Done): object {
  const succeeded = done.result === "succeeded";
  const charged = succeeded ? "PAYMENT.CAPTURE.COMPLETED" : "PAYMENT.CAPTURE.DENIED";
  const refunded = succeeded ? "PAYMENT.CAPTURE.REFUNDED" : "PAYMENT.REFUND.FAILED";
  return {
    id: `WH-${id}`,
    event_type: work.kind === "charge" ? charged : refunded,
    resource_type: work.kind === "charge" ? "capture" : "refund",
    create_time: new Date().toISOString(),
    resource: resource(work, done),
  };
}

/** The real one signs with a certificate; this one knows its own signatures again. */
function sign(id: string, time: string, body: string): string {
  return createHmac("sha256", "drill").update(`${id}|${time}|${body}`).digest("base64");
}

/** PayPal signs the event's bytes, so the event must come back exactly as it was sent. */
function verify({ body }: Incoming): "SUCCESS" | "FAILURE" {
  const asked = JSON.parse(body) as Record<string, string>;
  const mark = '"webhook_event":';
  const sent = body.slice(body.indexOf(mark) + mark.length, -1);
  const expected = sign(String(asked["transmission_id"]), String(asked["transmission_time"]), sent);
  const right = asked["webhook_id"] === drillSecrets.paypal.webhookId;
  return right && asked["transmission_sig"] === expected ? "SUCCESS" : "FAILURE";
}

function transactions(query: URLSearchParams, bookings: readonly Booking[]): object {
  const from = Date.parse(query.get("start_date") ?? "");
  const to = Date.parse(query.get("end_date") ?? "");
  const size = Number(query.get("page_size") ?? 100);
  const page = Number(query.get("page") ?? 1);
  const asked = bookings.filter(({ at }) => at >= from && at <= to);
  return {
    page,
    total_items: asked.length,
    total_pages: Math.ceil(asked.length / size),
    transaction_details: asked.slice((page - 1) * size, page * size).map((booking) => ({
      transaction_info: {
        transaction_id: booking.reference,
        transaction_event_code: booking.kind === "charge" ? "T0003" : "T1107",
        transaction_amount: money(
          booking.kind === "charge" ? booking.amount : -booking.amount,
          booking.currency,
        ),
        transaction_status: "S",
        custom_field: booking.operation,
      },
    })),
  };
}
