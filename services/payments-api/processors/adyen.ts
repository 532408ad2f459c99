// SPDX-License-Identifier: Apache-2.0
import {
  Client,
  Config,
  EnvironmentEnum,
  hmacValidator,
  HttpClientException,
  Types,
} from "@adyen/api-library";
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
import { adyenAnswer, adyenNotification, refundMark } from "./adyen-answers";
import { AdyenHttp } from "./adyen-http";
import { adyenReport } from "./adyen-report";
import { HttpCall, parsed } from "./http-call";
import { storedRequest } from "./key";
import { acceptsCurrency, requireCurrency } from "./money";
import { NoAnswer } from "./no-answer";
import { dayBounds, throwUnlessAbout, throwUnlessSameScope, type Reply } from "./reply";

/** How to reach Adyen. */
export interface AdyenSettings {
  readonly apiKey: string;
  readonly merchantAccount: string;
  /** Of the webhook, hexadecimal. Two while one is being replaced. */
  readonly hmacKeys: readonly string[];
  /**
   * Of the Checkout API, without the version: `https://PREFIX-checkout-live.adyenpayments.com/checkout`.
   * The same in both regions: Adyen knows a key only at the endpoint where it was used.
   */
  readonly url: string;
  /** Where reports are. @default "https://ca-live.adyen.com" */
  readonly reportsUrl?: string;
  /** Milliseconds for all of a call. */
  readonly timeout: number;
}

/** Stored with each request: an upgrade of the library must not change what is sent again. */
const apiVersion = "v72";

/** Adyen asks for it in each payment. Nobody is sent there: payments that redirect are declined. */
const returnUrl = "https://localhost/";

type Item = Types.notification.NotificationRequestItem;

const item = z.object({
  eventCode: z.string(),
  success: z.enum(["true", "false"]),
  pspReference: z.string(),
  merchantReference: z.string(),
  merchantAccountCode: z.string(),
  originalReference: z.string().optional(),
  amount: z.object({ value: z.number(), currency: z.string() }),
  additionalData: z.looseObject({ hmacSignature: z.string().min(1) }),
});

const notice = z.object({
  notificationItems: z
    .array(
      z.object({
        NotificationRequestItem: z.custom<Item>((value) => item.safeParse(value).success),
      }),
    )
    .min(1),
});

/**
 * Adyen, by its Checkout API. A token is `SHOPPER.STORED`: the shopper's reference and the id of the
 * stored means of payment, which Adyen knows only together; without a dot it is taken for both.
 *
 * @see https://docs.adyen.com/api-explorer/Checkout/72/post/payments
 */
export class AdyenProcessor implements Processor {
  readonly name = "adyen";
  /**
   * 7 days: the shortest that Adyen has ever documented; its page has said 31.
   * https://docs.adyen.com/development-resources/api-idempotency
   */
  readonly keyAge = 604_800_000;
  private readonly client: Client;
  private readonly http: HttpCall;
  private readonly scope: string;

  constructor(private readonly settings: AdyenSettings) {
    this.scope = `adyen ${settings.url} ${settings.merchantAccount}`;
    this.http = new HttpCall(this.name, settings.timeout);
    const config = new Config({
      apiKey: settings.apiKey,
      environment: EnvironmentEnum.TEST,
      connectionTimeoutMillis: settings.timeout,
    });
    this.client = new Client(config, new AdyenHttp(this.http));
  }

  accepts(currency: string): boolean {
    return acceptsCurrency(currency);
  }

  prepareCharge(order: ChargeOrder): StoredRequest {
    requireCurrency(order.currency);
    const dot = order.token.lastIndexOf(".");
    const paymentMethod: Types.checkout.CardDetails = {
      type: Types.checkout.CardDetails.TypeEnum.Scheme,
      storedPaymentMethodId: order.token.slice(dot + 1),
    };
    const request: Types.checkout.PaymentRequest = {
      merchantAccount: this.settings.merchantAccount,
      amount: { value: order.amount, currency: order.currency },
      reference: order.payment,
      paymentMethod,
      shopperReference: dot < 0 ? order.token : order.token.slice(0, dot),
      shopperInteraction: Types.checkout.PaymentRequest.ShopperInteractionEnum.ContAuth,
      recurringProcessingModel:
        Types.checkout.PaymentRequest.RecurringProcessingModelEnum.CardOnFile,
      // Authorised means captured only so: the account may be set to capture by hand.
      captureDelayHours: 0,
      returnUrl,
    };
    return this.request("charge", order.payment, `/${apiVersion}/payments`, request);
  }

  prepareRefund(order: RefundOrder): StoredRequest {
    requireCurrency(order.currency);
    const request: Types.checkout.PaymentRefundRequest = {
      merchantAccount: this.settings.merchantAccount,
      amount: { value: order.amount, currency: order.currency },
      reference: `${refundMark}${order.refund}`,
    };
    const path = `/${apiVersion}/payments/${encodeURIComponent(order.charge)}/refunds`;
    return this.request("refund", order.refund, path, request);
  }

  async send(request: StoredRequest): Promise<ProcessorAnswer> {
    throwUnlessSameScope(request, this.scope);
    return adyenAnswer(
      request,
      await this.post(request.path, request.body, request.idempotencyKey),
    );
  }

  /** Adyen signs each item by itself; one that does not fit spoils all, since only Adyen sends them. */
  notifications(
    _headers: Readonly<Record<string, string | string[] | undefined>>,
    body: Buffer,
  ): Promise<readonly Notification[] | undefined> {
    const got = notice.safeParse(parsed(body.toString("utf8")));
    if (!got.success) return Promise.resolve(undefined);
    const items = got.data.notificationItems.map((one) => one.NotificationRequestItem);
    if (!items.every((one) => this.isGenuine(one))) return Promise.resolve(undefined);
    return Promise.resolve(items.map(adyenNotification).filter((one) => one !== undefined));
  }

  async *report(day: string): AsyncIterable<ReportLine> {
    dayBounds(day);
    const { reportsUrl = "https://ca-live.adyen.com", merchantAccount, apiKey } = this.settings;
    const folder = `${reportsUrl}/reports/download/MerchantAccount/${encodeURIComponent(merchantAccount)}`;
    const csv = await this.http.open({
      method: "GET",
      url: `${folder}/payments_accounting_report_${day.replaceAll("-", "_")}.csv`,
      headers: { "x-api-key": apiKey },
    });
    const status = csv.statusCode ?? 0;
    if (status !== 200) {
      csv.resume();
      throwUnlessAbout(this.name, { status, body: undefined });
      // Not there yet, or a day without payments: only a person can tell.
      throw new NoAnswer(this.name, "refused", status);
    }
    try {
      yield* adyenReport(csv);
    } catch (error) {
      throw error instanceof NoAnswer ? error : this.http.failed(error);
    }
  }

  async ping(): Promise<void> {
    const body = JSON.stringify({ merchantAccount: this.settings.merchantAccount });
    const reply = await this.post(`/${apiVersion}/paymentMethods`, body);
    throwUnlessAbout(this.name, reply);
    if (reply.status !== 200) throw new NoAnswer(this.name, "failed", reply.status);
  }

  /**
   * Through the library's client, but not its services: those would make the body anew from the types
   * of their own version, and what is sent again must be the same to the byte.
   */
  private async post(path: string, body: string, key?: string): Promise<Reply> {
    const { httpClient, config } = this.client;
    const url = `${this.settings.url}${path}`;
    try {
      const text = await httpClient.request(url, body, config, true, { idempotencyKey: key });
      return { status: 200, body: parsed(text) };
    } catch (error) {
      if (!(error instanceof HttpClientException)) throw error;
      return { status: error.statusCode, body: parsed(error.responseBody ?? "") };
    }
  }

  private isGenuine(one: Item): boolean {
    if (one.merchantAccountCode !== this.settings.merchantAccount) return false;
    return this.settings.hmacKeys.some((key) => new hmacValidator().validateHMAC(one, key));
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
