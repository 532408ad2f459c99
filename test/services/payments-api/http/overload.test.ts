// SPDX-License-Identifier: Apache-2.0
import { connect } from "node:net";

import type { LightMyRequestResponse } from "fastify";

import { Admission, type Lane } from "../../../../services/payments-api/http/admission";
import { makeApi } from "../../../../services/payments-api/http/api";
import type { Api } from "../../../../services/payments-api/http/parts";
import { overloaded } from "../../../../services/payments-api/http/problem";
import { active, apiKey, payment, testApi } from "../../../support/payment-api";
import { until } from "../../../support/until";

/** What waits until it is let go. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

async function notify(api: Api): Promise<LightMyRequestResponse> {
  const headers = { signature: "right" };
  return await api.inject({ method: "POST", url: "/webhooks/stripe", headers, payload: "{}" });
}

describe("a process with too much to do", () => {
  /** A lane that is full, by places that were taken. */
  async function full(lane: Lane) {
    const admission = new Admission(active, { requests: 1, webhooks: 1 });
    admission.enter(lane);
    const find = jest.fn(() => Promise.resolve("m1"));
    return { find, admission, ...(await testApi({ admission, merchants: { find } })) };
  }

  it("refuses a request before anything is touched, and says when to come back", async () => {
    const { pay, find, payments, admission } = await full("requests");
    const answer = await pay({ body: "{" });
    expect(answer.statusCode).toBe(503);
    expect(answer.headers["retry-after"]).toMatch(/^[1-4]$/);
    expect(answer.json()).toMatchObject({ type: "urn:payments:problem:unavailable" });
    expect(find).not.toHaveBeenCalled();
    expect(payments.writes).toBe(0);
    // Else a region with too much to do would look like one that answers nothing.
    expect(admission.admitted).toBe(1);
  });

  it("takes notifications while requests are refused, and requests while notifications are", async () => {
    const busy = await full("requests");
    expect((await notify(busy.api)).statusCode).toBe(200);
    const flooded = await full("webhooks");
    expect((await notify(flooded.api)).statusCode).toBe(503);
    expect((await flooded.pay()).statusCode).toBe(201);
  });

  it("stays ready, so that its share is not put on others", async () => {
    const admission = new Admission(active, { requests: 1, lateness: () => 9_999 });
    admission.enter("requests");
    const { api } = await testApi({ admission });
    for (const part of ["live", "ready", "deep"]) {
      expect((await api.inject(`/healthz/${part}`)).statusCode).toBe(200);
    }
  });

  it("counts what it refuses, by reason", async () => {
    const { pay, api, parts } = await full("requests");
    await Promise.all([pay(), pay()]);
    const late = new Admission(active, { lateness: () => 9_999 });
    await notify(await makeApi({ ...parts, admission: late }));
    await parts.admission.drain(0);
    await notify(api);
    const { values } = await parts.metrics.refused.get();
    expect(values.map(({ labels, value }) => [labels.lane, labels.reason, value])).toEqual([
      ["requests", "full", 2],
      ["webhooks", "late", 1],
      ["webhooks", "stopping", 1],
    ]);
  });

  it("does not ask all to come back together", () => {
    const seconds = [0, 0.25, 0.5, 0.75, 0.999].map(
      (random) => overloaded("x", () => random).headers["retry-after"],
    );
    expect(seconds).toEqual(["1", "2", "3", "4", "4"]);
  });
});

describe("a request's time", () => {
  const hang = () => new Promise<never>(() => undefined);
  const hanging = [
    ["the look-up of the key", { merchants: { find: hang } }],
    ["the rate limit", { limits: { count: hang } }],
  ] as const;
  const headers = { authorization: `Bearer ${apiKey}`, "idempotency-key": "k1" };
  const session = { key: "k1", amount: 1, currency: "EUR" };
  const taken = { method: "POST", url: "/payments", payload: payment, headers } as const;
  const requests = [
    taken,
    { method: "POST", url: "/payments/p1/refunds", payload: { amount: 1 }, headers },
    { method: "GET", url: "/payments/p1", headers },
    { method: "GET", url: "/payments", headers },
    { method: "POST", url: "/sessions", payload: session, headers },
  ] as const;

  async function answerOf(
    request: (typeof requests)[number],
    changed: Parameters<typeof testApi>[0],
  ): Promise<LightMyRequestResponse> {
    const { api } = await testApi({ requestMilliseconds: 5, ...changed });
    return await api.inject(request);
  }

  const payments = { pay: hang, refund: hang, payment: hang, payments: hang, notified: hang };
  const sessions = { make: hang, open: hang };

  it.each(requests)("ends $method $url that does not end", async (request) => {
    const answer = await answerOf(request, { payments, sessions });
    expect(answer.statusCode).toBe(504);
    expect(answer.headers["retry-after"]).toBe("1");
    expect(answer.json()).toMatchObject({ type: "urn:payments:problem:not-known-yet" });
  });

  describe.each(hanging)("while %s hangs", (_name, changed) => {
    it.each(requests)("ends $method $url", async (request) => {
      expect((await answerOf(request, changed)).statusCode).toBe(504);
    });
  });

  it.each(["find", "keep"] as const)("ends a payment whose cache hangs: %s", async (call) => {
    const answers = { find: () => Promise.resolve(undefined), keep: () => Promise.resolve() };
    const answer = await answerOf(taken, { answers: { ...answers, [call]: hang } });
    expect(answer.statusCode).toBe(504);
  });

  it("ends a payment whose checkout token can't be looked up", async () => {
    const { pay } = await testApi({ requestMilliseconds: 5, sessions });
    const authorization = `Bearer ct_${"b".repeat(43)}`;
    expect((await pay({ headers: { authorization } })).statusCode).toBe(504);
  });

  it("ends a webhook whose signature, or whose notification, is never through", async () => {
    const processors = new Map([["stripe", { notifications: hang }]] as const);
    for (const changed of [{ processors }, { payments }]) {
      const { api } = await testApi({ requestMilliseconds: 5, ...changed });
      expect((await notify(api)).statusCode).toBe(504);
    }
  });

  it("is one for all of its parts", async () => {
    const slow = <Result>(result: Result) =>
      new Promise<Result>((resolve) => setTimeout(() => resolve(result), 150));
    const verdict = { allowed: true, limit: 9, remaining: 8, resetSeconds: 60 };
    const { pay } = await testApi({
      requestMilliseconds: 250,
      merchants: { find: () => slow("m1") },
      limits: { count: () => slow(verdict) },
    });
    expect((await pay()).statusCode).toBe(504);
  });
});

describe("a client that goes away", () => {
  async function served(requestMilliseconds: number) {
    const { opened, open } = gate();
    const admission = new Admission(active, { requests: 1 });
    const test = await testApi({ admission, requestMilliseconds });
    const before = test.payments.pay.bind(test.payments);
    const asked = jest.spyOn(test.payments, "pay").mockImplementation(async (...payment) => {
      await opened;
      return await before(...payment);
    });
    const address = await test.api.listen({ host: "127.0.0.1", port: 0 });
    const ask = async (signal?: AbortSignal) =>
      await fetch(`${address}/payments`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${apiKey}`,
          "idempotency-key": "k1",
          "content-type": "application/json",
        },
        body: JSON.stringify(payment),
        ...(signal && { signal }),
      });
    return { ...test, address, admission, asked, open, ask };
  }

  it("leaves its place to nobody until its work is done", async () => {
    const { api, admission, asked, open, ask, payments } = await served(60_000);
    try {
      const abort = new AbortController();
      const first = ask(abort.signal);
      await until(() => Promise.resolve(asked.mock.calls.length === 1));
      abort.abort();
      await expect(first).rejects.toThrow();
      const refused = await ask();
      expect([refused.status, admission.admitted]).toEqual([503, 1]);
      open();
      await until(() => Promise.resolve(admission.refusal("requests") === undefined));
      expect((await ask()).status).toBe(201);
      expect(payments.writes).toBe(1);
    } finally {
      await api.close();
    }
  });

  it("is not waited for when it sends no more of its body", async () => {
    const { api, address, admission } = await served(50);
    try {
      const socket = connect(Number(new URL(address).port), "127.0.0.1");
      const closed = new Promise((resolve) => socket.once("close", resolve));
      socket
        .resume()
        .write("POST /webhooks/stripe HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\n{");
      await until(() => Promise.resolve(admission.admitted === 1));
      await closed;
      await expect(admission.drain(60_000)).resolves.toBe(true);
    } finally {
      await api.close();
    }
  });

  it("is told in time, over a connection and with its body read", async () => {
    const { api, open, ask, payments } = await served(50);
    try {
      expect((await ask()).status).toBe(504);
      expect((await ask()).status).toBe(503);
      open();
      await until(async () => (await ask()).headers.get("idempotency-replayed") === "true");
      expect(payments.writes).toBe(1);
    } finally {
      await api.close();
    }
  });
});
