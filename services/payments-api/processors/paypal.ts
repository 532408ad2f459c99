// SPDX-License-Identifier: Apache-2.0
import { ApiError, TransactionSearchController } from "@paypal/paypal-server-sdk";
import { z } from "zod";

import type {
  ChargeOrder,
  Notification,
  Processor,
  ProcessorAnswer,
  RefundOrder,
  ReportLine,
  StoredRequest,
} from "../operations/processor";
import { parsed, ranOutOfTime } from "./http-call";
import { storedRequest } from "./key";
import { acceptsCurrency, fromDecimal, toDecimal } from "./money";
import { NoAnswer } from "./no-answer";
import { paypalAnswer, paypalNotification } from "./paypal-answers";
import { PaypalClient } from "./paypal-client";
import { dayBounds, throwUnlessAbout, throwUnlessSameScope, type Reply } from "./reply";

/** How to reach PayPal. */
export interface PaypalSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Of the webhook, as PayPal names it. */
  readonly webhookId: string;
  /** @default "https://api-m.paypal.com" */
  readonly url?: string;
  /** Milliseconds without a sign of life. */
  readonly timeout: number;
}

/** PayPal has no versions beside those of its paths. */
const apiVersion = "v2";

/** The most that one page of a report holds: https://developer.paypal.com/docs/api/transaction-search/v1/ */
const pageSize = 500;

const signature = z.object({
  "paypal-transmission-id": z.string(),
  "paypal-transmission-time": z.string(),
  "paypal-transmission-sig": z.string(),
  "paypal-auth-algo": z.string(),
  "paypal-cert-url": z.string(),
});

const event = z.object({ id: z.string(), event_type: z.string(), resource: z.unknown() });

const verdict = z.object({ verification_status: z.enum(["SUCCESS", "FAILURE"]) });

/**
 * PayPal, by Orders that are paid with a stored token and captured in the call that makes them: one
 * operation is one call. Each has an invoice id of its own, so that PayPal refuses to take a payment
 * twice even when it has forgotten the key, where the account is set to.
 *
 * @see https://developer.paypal.com/docs/api/orders/v2/#orders_create
 */
export class PaypalProcessor implements Processor {
  readonly name = "paypal";
  /**
   * 6 hours, for orders; refunds are remembered for 45 days. The library's documentation of
   * `paypalRequestId`: https://developer.paypal.com/docs/api/orders/v2/#orders_create
   */
  readonly keyAge = 21_600_000;
  private readonly client: PaypalClient;
  private readonly scope: string;

  constructor(private readonly settings: PaypalSettings) {
    const { url = "https://api-m.paypal.com", clientId, clientSecret, timeout } = settings;
    this.scope = `paypal ${clientId}`;
    this.client = new PaypalClient({ url, clientId, clientSecret, timeout });
  }

  accepts(currency: string): boolean {
    return acceptsCurrency(currency);
  }

  prepareCharge({ payment, amount, currency, token }: ChargeOrder): StoredRequest {
    return this.request("charge", payment, "/v2/checkout/orders", {
      intent: "CAPTURE",
      purchase_units: [
        {
          custom_id: payment,
          invoice_id: payment,
          amount: { currency_code: currency, value: toDecimal(amount, currency) },
        },
      ],
      payment_source: { paypal: { vault_id: token } },
    });
  }

  prepareRefund({ refund, charge, amount, currency }: RefundOrder): StoredRequest {
    const path = `/v2/payments/captures/${encodeURIComponent(charge)}/refund`;
    return this.request("refund", refund, path, {
      amount: { currency_code: currency, value: toDecimal(amount, currency) },
      custom_id: refund,
      invoice_id: refund,
    });
  }

  async send(request: StoredRequest): Promise<ProcessorAnswer> {
    throwUnlessSameScope(request, this.scope);
    const headers = {
      "PayPal-Request-Id": request.idempotencyKey,
      Prefer: "return=representation",
    };
    return paypalAnswer(request, await this.post(request.path, request.body, headers));
  }

  /**
   * PayPal verifies its own signatures when asked. Its library does not, and doing it here would mean
   * to load certificates from an address that the notification names.
   *
   * @see https://developer.paypal.com/docs/api/webhooks/v1/#verify-webhook-signature_post
   */
  async notifications(
    headers: Readonly<Record<string, string | string[] | undefined>>,
    body: Buffer,
  ): Promise<readonly Notification[] | undefined> {
    const signed = signature.safeParse(headers);
    const text = body.toString("utf8");
    const got = event.safeParse(parsed(text));
    if (!signed.success || !got.success) return undefined;
    const asked = JSON.stringify({
      transmission_id: signed.data["paypal-transmission-id"],
      transmission_time: signed.data["paypal-transmission-time"],
      transmission_sig: signed.data["paypal-transmission-sig"],
      auth_algo: signed.data["paypal-auth-algo"],
      cert_url: signed.data["paypal-cert-url"],
      webhook_id: this.settings.webhookId,
    });
    // The event's own bytes: their checksum is what is signed.
    const question = `${asked.slice(0, -1)},"webhook_event":${text.trim()}}`;
    const reply = await this.post("/v1/notifications/verify-webhook-signature", question);
    throwUnlessAbout(this.name, reply);
    if (reply.status >= 400) return undefined;
    const said = verdict.safeParse(reply.body);
    if (!said.success) throw new NoAnswer(this.name, "unreadable", reply.status);
    if (said.data.verification_status !== "SUCCESS") return undefined;
    const notification = paypalNotification(got.data.id, got.data.event_type, got.data.resource);
    return notification === undefined ? [] : [notification];
  }

  async *report(day: string): AsyncIterable<ReportLine> {
    const { from, to } = dayBounds(day);
    const search = new TransactionSearchController(this.client);
    const asked = {
      startDate: new Date(from).toISOString(),
      endDate: new Date(to - 1).toISOString(),
      fields: "transaction_info",
      transactionStatus: "S",
      pageSize,
    };
    for (let page = 1, pages = 1; page <= pages; page++) {
      const { result } = await search.searchTransactions({ ...asked, page }).catch(rethrow);
      pages = result.totalPages ?? 1;
      for (const { transactionInfo } of result.transactionDetails ?? []) {
        const line = transactionInfo && reportLine(transactionInfo);
        if (line !== undefined) yield line;
      }
    }
  }

  async ping(): Promise<void> {
    await this.client.clientCredentialsAuthManager.fetchToken().catch(rethrow);
  }

  /**
   * By the library's own builder of requests, with a finished body: its models would make the body
   * anew, and what is sent again must be the same to the byte.
   */
  private async post(
    path: string,
    body: string,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const builder = this.client.getRequestBuilderFactory()("POST", path);
    builder.authenticate([{ oauth2: true }]);
    builder.headers({ "Content-Type": "application/json", ...headers });
    builder.text(body);
    builder.validateResponse(false);
    const { statusCode, body: answer } = await builder.call().catch(rethrow);
    return { status: statusCode, body: typeof answer === "string" ? parsed(answer) : undefined };
  }

  private request(
    kind: "charge" | "refund",
    operation: string,
    path: string,
    body: object,
  ): StoredRequest {
    const place = { processor: this.name, scope: this.scope, apiVersion } as const;
    return storedRequest(place, kind, operation, path, body);
  }
}

/** @throws NoAnswer always: what the library throws may quote the request */
function rethrow(error: unknown): never {
  if (error instanceof ApiError) {
    throwUnlessAbout("paypal", { status: error.statusCode, body: undefined });
    throw new NoAnswer("paypal", "refused", error.statusCode);
  }
  throw new NoAnswer("paypal", ranOutOfTime(error) ? "timeout" : "unreachable");
}

interface TransactionInfo {
  readonly transactionId?: string;
  readonly transactionEventCode?: string;
  readonly transactionAmount?: { readonly value: string; readonly currencyCode: string };
  readonly customField?: string;
}

/** https://developer.paypal.com/docs/transaction-search/transaction-event-codes/ */
function reportLine(info: TransactionInfo): ReportLine | undefined {
  const code = info.transactionEventCode ?? "";
  const kind = code === "T1107" ? "refund" : code.startsWith("T00") ? "charge" : undefined;
  if (kind === undefined || info.transactionAmount === undefined) return undefined;
  const { value, currencyCode: currency } = info.transactionAmount;
  const amount = fromDecimal(value, currency);
  if (amount === undefined) throw new NoAnswer("paypal", "unreadable", "transaction_amount");
  return {
    kind,
    operation: info.customField ?? "",
    amount: Math.abs(amount),
    currency,
    reference: info.transactionId ?? "",
  };
}
