// SPDX-License-Identifier: Apache-2.0
import type { LightMyRequestResponse } from "fastify";
import { pino } from "pino";

import type { Caller, Checkout } from "../../services/payments-api/auth/caller";
import type { Asked, Recognizer } from "../../services/payments-api/fast-path/answer-cache";
import { Admission } from "../../services/payments-api/http/admission";
import { makeApi } from "../../services/payments-api/http/api";
import type { Api, ApiParts } from "../../services/payments-api/http/parts";
import type { Standing } from "../../services/payments-api/http/standing";
import type { Notification } from "../../services/payments-api/operations/processor";
import { Metrics } from "../../services/payments-api/telemetry/metrics";
import { MemoryPayments } from "./memory-payments";

export const apiKey = `sk_${"a".repeat(43)}`;
export const checkoutToken = `ct_${"b".repeat(43)}`;

/** A right payment; break one thing. */
export const payment = {
  amount: 1999,
  currency: "EUR",
  processor: "stripe",
  token: "pm_card_visa",
} as const;

export const active: Standing = { role: "active", epoch: 7, refusal: () => undefined };

/** An answer cache in memory. */
export class MemoryAnswers {
  readonly kept = new Map<string, unknown>();

  find<View>(asked: Asked, isView: Recognizer<View>): Promise<View | undefined> {
    const value = this.kept.get(JSON.stringify(asked));
    return Promise.resolve(isView(value) ? value : undefined);
  }

  keep(asked: Asked, view: object): Promise<void> {
    this.kept.set(JSON.stringify(asked), view);
    return Promise.resolve();
  }
}

/** Checkout sessions in memory: one token, for what was asked last. */
export class MemorySessions {
  caller?: Caller;
  gone = false;

  make(merchant: string, { key, amount, currency }: Checkout) {
    if (this.gone) return Promise.resolve(undefined);
    this.caller = { merchant, checkout: { key, amount, currency } };
    return Promise.resolve({ token: checkoutToken, expiresAt: "2026-11-30T00:15:00.000Z" });
  }

  open(token: string) {
    if (this.gone) return Promise.resolve({ kind: "unavailable" } as const);
    return Promise.resolve(
      this.caller && token === checkoutToken
        ? ({ kind: "open", caller: this.caller } as const)
        : ({ kind: "unknown" } as const),
    );
  }
}

/** The API over parts in memory. */
export interface TestApi {
  readonly api: Api;
  readonly parts: ApiParts;
  readonly payments: MemoryPayments;
  readonly answers: MemoryAnswers;
  readonly sessions: MemorySessions;
  readonly log: string[];
  /** Asks for a payment, with what is said changed. */
  readonly pay: (changed?: {
    readonly body?: unknown;
    readonly headers?: Readonly<Record<string, string | undefined>>;
    readonly url?: string;
  }) => Promise<LightMyRequestResponse>;
  readonly show: (url: string) => Promise<LightMyRequestResponse>;
}

/** Makes the API with everything in memory; parts can be replaced. */
export async function testApi(changed: Partial<ApiParts> = {}): Promise<TestApi> {
  const payments = new MemoryPayments();
  const answers = new MemoryAnswers();
  const sessions = new MemorySessions();
  const log: string[] = [];
  const parts: ApiParts = {
    payments,
    answers,
    sessions,
    processors: new Map([["stripe", { notifications: signedByTest }]]),
    merchants: { find: (key) => Promise.resolve(key === apiKey ? "m1" : undefined) },
    limits: {
      count: () => Promise.resolve({ allowed: true, limit: 9, remaining: 8, resetSeconds: 60 }),
    },
    admission: new Admission(active),
    health: {
      report: () =>
        Promise.resolve({ status: "ok", region: "us-east-1", role: "active", parts: {} }),
    },
    metrics: new Metrics(),
    log: pino({ level: "info" }, { write: (line: string) => log.push(line) }),
    requestMilliseconds: 1000,
    ...changed,
  };
  const api = await makeApi(parts);
  const authorization = `Bearer ${apiKey}`;
  return {
    ...{ api, parts, payments, answers, sessions, log },
    pay: ({ body = payment, headers = {}, url = "/payments" } = {}) =>
      api.inject({
        method: "POST",
        url,
        headers: defined({
          authorization,
          "idempotency-key": "k1",
          "content-type": "application/json",
          ...headers,
        }),
        payload: typeof body === "string" ? body : JSON.stringify(body),
      }),
    show: (url) => api.inject({ url, headers: { authorization } }),
  };
}

function defined(headers: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

/** A processor whose signature is a word. */
function signedByTest(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: Buffer,
): Promise<readonly Notification[] | undefined> {
  if (headers.signature !== "right") return Promise.resolve(undefined);
  const event = body.toString("utf8");
  const answer = { result: "succeeded", reference: "ch_1" } as const;
  return Promise.resolve([{ processor: "stripe", event, operation: "p1", answer }]);
}
