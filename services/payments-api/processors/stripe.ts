// SPDX-License-Identifier: Apache-2.0
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";

import Stripe from "stripe";

import type {
  ChargeOrder,
  Notification,
  Processor,
  ProcessorAnswer,
  RefundOrder,
  ReportLine,
  StoredRequest,
} from "../operations/processor";
import { storedRequest } from "./key";
import { acceptsCurrency, requireCurrency } from "./money";
import { NoAnswer } from "./no-answer";
import { dayBounds, throwUnlessSameScope } from "./reply";
import { stripeAnswer, stripeNotification } from "./stripe-answers";

/** How to reach Stripe. */
export interface StripeSettings {
  readonly apiKey: string;
  /** Id of the account (`acct_…`): idempotency keys belong to it. */
  readonly account: string;
  /** Of the webhook's endpoint. Two while one is being replaced. */
  readonly webhookSecrets: readonly string[];
  /** @default "https://api.stripe.com" */
  readonly url?: string;
  /** Milliseconds without a sign of life. */
  readonly timeout: number;
}

/** Stored with each request: an upgrade of the library must not change what is sent again. */
const apiVersion = "2026-10-28.endive";

/** Seconds that a notification may be old, as Stripe's library has it. */
const tolerance = 300;

/**
 * Stripe, by PaymentIntents that are confirmed in the call that makes them: one operation is one call.
 *
 * @see https://docs.stripe.com/api/payment_intents/create
 */
export class StripeProcessor implements Processor {
  readonly name = "stripe";
  /** Keys may go once they are 24 hours old: https://docs.stripe.com/api/idempotent_requests */
  readonly keyAge = 86_400_000;
  private readonly client: Stripe;
  private readonly scope: string;

  constructor(private readonly settings: StripeSettings) {
    const url = new URL(settings.url ?? "https://api.stripe.com");
    const plain = url.protocol === "http:";
    const agent = plain ? new HttpAgent({ keepAlive: true }) : new HttpsAgent({ keepAlive: true });
    this.scope = `stripe ${settings.account}`;
    this.client = new Stripe(settings.apiKey, {
      apiVersion,
      host: url.hostname,
      port: url.port || (plain ? 80 : 443),
      protocol: plain ? "http" : "https",
      httpClient: Stripe.createNodeHttpClient(agent),
      timeout: settings.timeout,
      // A repeat is the resolver's, from the journal.
      maxNetworkRetries: 0,
      telemetry: false,
    });
  }

  accepts(currency: string): boolean {
    return acceptsCurrency(currency);
  }

  prepareCharge(order: ChargeOrder): StoredRequest {
    requireCurrency(order.currency);
    const params: Stripe.PaymentIntentCreateParams = {
      amount: order.amount,
      currency: order.currency.toLowerCase(),
      payment_method: order.token,
      // Nothing that sends the payer elsewhere: nobody waits there.
      automatic_payment_methods: { enabled: true, allow_redirects: "never" },
      confirm: true,
      capture_method: "automatic",
      // A payer who has to authenticate is declined: left open, the payment could succeed later.
      error_on_requires_action: true,
      metadata: { operation: order.payment, payment: order.payment },
    };
    return this.request("charge", order.payment, "/v1/payment_intents", params);
  }

  prepareRefund(order: RefundOrder): StoredRequest {
    requireCurrency(order.currency);
    const params: Stripe.RefundCreateParams = {
      payment_intent: order.charge,
      amount: order.amount,
      metadata: { operation: order.refund, payment: order.payment },
    };
    return this.request("refund", order.refund, "/v1/refunds", params);
  }

  async send(request: StoredRequest): Promise<ProcessorAnswer> {
    throwUnlessSameScope(request, this.scope);
    const { method, path, idempotencyKey: key } = request;
    const params = JSON.parse(request.body) as Record<string, unknown>;
    try {
      const body: unknown = await this.client.rawRequest(method, path, params, {
        idempotencyKey: key,
        apiVersion: request.apiVersion,
      });
      return stripeAnswer(request, { status: 200, body });
    } catch (error) {
      const { status, raw } = known(error);
      return stripeAnswer(request, { status, body: { error: raw } });
    }
  }

  notifications(
    headers: Readonly<Record<string, string | string[] | undefined>>,
    body: Buffer,
  ): Promise<readonly Notification[] | undefined> {
    const signature = headers["stripe-signature"];
    if (typeof signature !== "string") return Promise.resolve(undefined);
    for (const secret of this.settings.webhookSecrets) {
      const event = verified(body, signature, secret);
      if (event === undefined) continue;
      const notification = stripeNotification(event.id, event.type, event.data.object);
      return Promise.resolve(notification === undefined ? [] : [notification]);
    }
    return Promise.resolve(undefined);
  }

  /** From balance transactions: money that really moved. */
  async *report(day: string): AsyncIterable<ReportLine> {
    const { from, to } = dayBounds(day);
    const asked = {
      created: { gte: from / 1000, lt: to / 1000 },
      limit: 100,
      expand: ["data.source"],
    };
    try {
      for await (const { source } of this.client.balanceTransactions.list(asked)) {
        const line = reportLine(source);
        if (line !== undefined) yield line;
      }
    } catch (error) {
      throw new NoAnswer(this.name, "failed", known(error).status);
    }
  }

  async ping(): Promise<void> {
    try {
      await this.client.balance.retrieve();
    } catch (error) {
      const { status } = known(error);
      throw new NoAnswer(this.name, status === 401 ? "credentials" : "failed", status);
    }
  }

  private request(
    kind: "charge" | "refund",
    operation: string,
    path: string,
    params: object,
  ): StoredRequest {
    const place = { processor: this.name, scope: this.scope, apiVersion } as const;
    return storedRequest(place, kind, operation, path, params);
  }
}

/** The status and body of Stripe's refusal. @throws NoAnswer when there was no answer */
function known(error: unknown): { readonly status: number; readonly raw: unknown } {
  if (error instanceof NoAnswer) throw error;
  if (error instanceof Stripe.errors.StripeConnectionError) {
    const timeout = /timeout|timed out|ETIMEDOUT/i.test(error.message);
    throw new NoAnswer("stripe", timeout ? "timeout" : "unreachable");
  }
  if (error instanceof Stripe.errors.StripeError && error.statusCode !== undefined) {
    return { status: error.statusCode, raw: error.raw };
  }
  throw new NoAnswer("stripe", "unreadable");
}

function verified(body: Buffer, signature: string, secret: string): Stripe.Event | undefined {
  try {
    return Stripe.webhooks.constructEvent(body, signature, secret, tolerance);
  } catch {
    // Another secret, an old signature, or no event.
    return undefined;
  }
}

/** Charges and refunds; without our id they are somebody else's, which is for a person to see. */
function reportLine(source: Stripe.BalanceTransaction["source"]): ReportLine | undefined {
  if (typeof source !== "object" || source === null) return undefined;
  if (source.object !== "charge" && source.object !== "refund") return undefined;
  const intent = source.object === "charge" ? source.payment_intent : source.id;
  return {
    operation: source.metadata?.["operation"] ?? "",
    kind: source.object,
    amount: source.amount,
    currency: source.currency.toUpperCase(),
    reference: (typeof intent === "object" ? intent?.id : intent) ?? source.id,
  };
}
