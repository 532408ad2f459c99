// SPDX-License-Identifier: Apache-2.0
import { createHmac } from "node:crypto";

import type { Booking } from "./books";
import type { Dialect, Done, Notice, Reply, Work } from "./dialect";
import { drillSecrets } from "./settings";

/** Our service puts it before a refund's id. */
const mark = "refund-";

interface Body {
  readonly reference: string;
  readonly amount: { readonly value: number; readonly currency: string };
  readonly paymentMethod?: { readonly storedPaymentMethodId?: string };
}

/** Adyen's API, as far as payments need it: Checkout, and the payment accounting report. */
export const adyen: Dialect = {
  name: "adyen",

  authorized: ({ headers }) => headers["x-api-key"] !== undefined,

  read({ method, path, headers, body }): Work | undefined {
    const match = /^\/v\d+\/payments(?:\/([^/]+)\/refunds)?$/.exec(path);
    if (method !== "POST" || match === null) return undefined;
    const asked = JSON.parse(body) as Body;
    const common = {
      key: String(headers["idempotency-key"]),
      operation: asked.reference.replace(mark, ""),
      amount: asked.amount.value,
      currency: asked.amount.currency,
    };
    const charge = match[1];
    if (charge === undefined) {
      const token = asked.paymentMethod?.storedPaymentMethodId ?? "";
      return { ...common, kind: "charge", token };
    }
    return { ...common, kind: "refund", charge };
  },

  answer(work, done): Reply {
    const common = {
      pspReference: done.reference,
      merchantAccount: drillSecrets.adyen.merchantAccount,
      amount: { value: work.amount, currency: work.currency },
    };
    if (work.kind === "refund") {
      return {
        status: 201,
        body: {
          ...common,
          status: "received",
          reference: `${mark}${work.operation}`,
          paymentPspReference: work.charge,
        },
      };
    }
    const code = { succeeded: "Authorised", accepted: "Received", declined: "Refused" };
    return {
      status: 200,
      body: {
        ...common,
        merchantReference: work.operation,
        resultCode: code[done.result],
        ...(done.result === "declined" && { refusalReason: "Refused", refusalReasonCode: "2" }),
      },
    };
  },

  refuse: (why) =>
    ({
      unauthorized: error(401, "000", "HTTP Status Response - Unauthorized"),
      busy: error(422, "704", "request already processed or in progress"),
      "key-reused": error(422, "704", "request already processed or in progress"),
      failed: error(500, "905", "Payment details are not supported"),
      limited: error(429, "000", "Too many requests"),
      unknown: error(404, "000", "Not found"),
    })[why],

  notice: (events): Notice => ({
    headers: {},
    body: JSON.stringify({
      live: "false",
      notificationItems: events.map(({ work, done }) => ({
        NotificationRequestItem: item(work, done),
      })),
    }),
  }),

  other({ method, path }, bookings): Reply | undefined {
    if (method === "POST" && /^\/v\d+\/paymentMethods$/.test(path)) {
      return { status: 200, body: { paymentMethods: [] } };
    }
    const match = /\/payments_accounting_report_(\d{4})_(\d\d)_(\d\d)\.csv$/.exec(path);
    if (match === null) return undefined;
    const day = match.slice(1).join("-");
    const lines = bookings.filter(({ at }) => new Date(at).toISOString().startsWith(day)).map(line);
    return {
      status: 200,
      headers: { "content-type": "text/csv" },
      body: [header, ...lines, ""].join("\n"),
    };
  },
};

function error(status: number, errorCode: string, message: string): Reply {
  const headers = errorCode === "704" ? { "transient-error": "true" } : undefined;
  return { status, headers, body: { status, errorCode, message, errorType: "validation" } };
}

function item(work: Work, done: Done): object {
  const values = {
    pspReference: done.reference,
    originalReference: work.charge ?? "",
    merchantAccountCode: drillSecrets.adyen.merchantAccount,
    merchantReference: work.kind === "refund" ? `${mark}${work.operation}` : work.operation,
    value: work.amount,
    currency: work.currency,
    eventCode: work.kind === "charge" ? "AUTHORISATION" : "REFUND",
    success: String(done.result === "succeeded"),
  };
  const { value, currency, ...rest } = values;
  const hmacSignature = createHmac("sha256", Buffer.from(drillSecrets.adyen.hmacKey, "hex"))
    .update(Object.values(values).join(":"))
    .digest("base64");
  return {
    ...rest,
    amount: { value, currency },
    eventDate: new Date().toISOString(),
    reason: done.result === "succeeded" ? "" : "Refused",
    additionalData: { hmacSignature },
  };
}

const header =
  "Company Account,Merchant Account,Psp Reference,Merchant Reference,Payment Method,Booking Date," +
  "TimeZone,Main Currency,Main Amount,Record Type,Modification Merchant Reference,Modification Psp Reference";

/** Adyen names a refund's own reference in columns that are added to the report by request. */
function line(booking: Booking): string {
  const refund = booking.kind === "refund";
  const amount = (booking.amount / (booking.currency === "JPY" ? 1 : 100)).toFixed(
    booking.currency === "JPY" ? 0 : 2,
  );
  return [
    "Drill",
    drillSecrets.adyen.merchantAccount,
    booking.reference,
    booking.payment,
    "visa",
    new Date(booking.at).toISOString().slice(0, 19).replace("T", " "),
    "UTC",
    booking.currency,
    refund ? `-${amount}` : amount,
    refund ? "SentForRefund" : "SentForSettle",
    refund ? `${mark}${booking.operation}` : "",
    refund ? booking.reference : "",
  ].join(",");
}
