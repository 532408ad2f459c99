// SPDX-License-Identifier: Apache-2.0
import { Fenced, Unavailable } from "payments-journal";

import { currencies } from "../../../../../services/payments-api/processors/money";
import { payment, testApi } from "../../../../support/payment-api";

const problemType = "application/problem+json; charset=utf-8";

describe("POST /payments", () => {
  it("takes a payment", async () => {
    const { pay } = await testApi();
    const answer = await pay({ body: { ...payment, reference: "order 7" } });
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toEqual({
      id: "p1",
      status: "succeeded",
      amount: 1999,
      currency: "EUR",
      processor: "stripe",
      reference: "order 7",
      createdAt: "2026-11-30T00:00:00.000Z",
    });
  });

  it("gives the same key the same answer, also after a refund", async () => {
    const { pay, payments } = await testApi();
    const first = await pay();
    await pay({
      url: "/payments/p1/refunds",
      body: { amount: 5 },
      headers: { "idempotency-key": "r" },
    });
    const second = await pay();
    expect(second.body).toBe(first.body);
    expect(second.statusCode).toBe(first.statusCode);
    expect(first.headers["idempotency-replayed"]).toBeUndefined();
    expect(second.headers["idempotency-replayed"]).toBe("true");
    expect(payments.writes).toBe(2);
  });

  it("gives the same answers with and without the cache", async () => {
    const cached = await testApi();
    const plain = await testApi({
      answers: { find: () => Promise.resolve(undefined), keep: () => Promise.resolve() },
    });
    const bodies = [payment, payment, { ...payment, amount: 2 }, payment];
    for (const body of bodies) {
      const [one, other] = [await cached.pay({ body }), await plain.pay({ body })];
      expect([one.statusCode, one.headers["idempotency-replayed"], one.body]).toEqual([
        other.statusCode,
        other.headers["idempotency-replayed"],
        other.body,
      ]);
    }
  });

  it.each(["pending", "accepted", "needs_review"] as const)(
    "caches no answer that may change: %s",
    async (status) => {
      const { pay, payments, answers } = await testApi();
      payments.status = status;
      expect((await pay()).statusCode).toBe(202);
      expect(answers.kept.size).toBe(0);
    },
  );

  it("refuses another body with the same key", async () => {
    const { pay } = await testApi();
    await pay();
    const answer = await pay({ body: { ...payment, amount: 1998 } });
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({ type: "urn:payments:problem:key-reused" });
  });

  it("tells every problem at once, and shows no secret", async () => {
    const { pay, payments } = await testApi();
    const token = "4111 1111 1111 1111";
    const answer = await pay({
      body: {
        amount: 0.5,
        currency: "eur",
        processor: "visa",
        token,
        reference: "a\u0000",
        color: 1,
      },
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.headers["content-type"]).toBe(problemType);
    expect(answer.json()).toEqual({
      type: "urn:payments:problem:invalid-request",
      title: "Bad Request",
      status: 400,
      detail: "the request does not have the form that it needs",
      issues: [
        { path: "body.color", problem: "is not known", got: "1", allowed: "no such field" },
        {
          path: "body.amount",
          problem: "is not allowed",
          got: "0.5",
          allowed: "a whole number from 1 to 999999999999",
        },
        {
          path: "body.currency",
          problem: "is not allowed",
          got: '"eur"',
          allowed: `one of ${currencies.join(", ")}`,
        },
        {
          path: "body.processor",
          problem: "is not allowed",
          got: '"visa"',
          allowed: "one of stripe, adyen, paypal",
        },
        {
          path: "body.token",
          problem: "is not allowed",
          got: "(string)",
          allowed: "a text that matches ^[\\x21-\\x7e]{1,255}$",
        },
        {
          path: "body.reference",
          problem: "is not allowed",
          got: '"a\\u0000"',
          allowed: "a text of 1 to 255 characters, no control characters",
        },
        {
          path: "body.token",
          problem: "looks like a card number",
          allowed: "the processor's token for the card",
        },
      ],
    });
    expect(answer.body).not.toContain("1111");
    expect(payments.writes).toBe(0);
  });

  it.each([
    ["a card number as the token", { token: "4111111111111111" }, "body.token"],
    ["a card number in the reference", { reference: "card 5555 5555 5555 4444" }, "body.reference"],
    ["half a character", { reference: "\ud800" }, "body.reference"],
    ["an amount of nothing", { amount: 0 }, "body.amount"],
    ["an amount below nothing", { amount: -1 }, "body.amount"],
    ["an amount in words", { amount: "1" }, "body.amount"],
    ["more than twelve digits", { amount: 1_000_000_000_000 }, "body.amount"],
  ])("refuses %s", async (_name, changed, path) => {
    const { pay, payments } = await testApi();
    const answer = await pay({ body: { ...payment, ...changed } });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ issues: [{ path }] });
    expect(payments.writes).toBe(0);
  });

  it("takes the largest amount", async () => {
    const { pay } = await testApi();
    expect((await pay({ body: { ...payment, amount: 999_999_999_999 } })).statusCode).toBe(201);
  });

  it.each([
    ["no key", undefined],
    ["an empty key", ""],
    ["a key with a blank", "a b"],
    ["a key of 256 characters", "k".repeat(256)],
    ["a key outside ASCII", "ü"],
  ])("refuses %s", async (_name, key) => {
    const { pay, payments } = await testApi();
    const answer = await pay({ headers: { "idempotency-key": key } });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ issues: [{ path: "headers.idempotency-key" }] });
    expect(payments.writes).toBe(0);
  });

  it("takes a key of 255 characters", async () => {
    const { pay } = await testApi();
    const answer = await pay({ headers: { "idempotency-key": "~".repeat(255) } });
    expect(answer.statusCode).toBe(201);
  });

  it.each([
    ["what is no JSON", "{", "application/json", 400],
    ["another type", "<a/>", "text/xml", 415],
    ["what is too large", JSON.stringify("x".repeat(300_000)), "application/json", 413],
    ["a polluted prototype", '{"__proto__": {"amount": 1}}', "application/json", 400],
  ])("refuses %s", async (_name, body, type, status) => {
    const { pay } = await testApi();
    const answer = await pay({ body, headers: { "content-type": type } });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers["content-type"]).toBe(problemType);
  });

  it.each([
    ["the journal can't be reached", new Unavailable("journal at 10.0.0.1"), 503],
    ["the log was sealed", new Fenced("sealed by x"), 503],
    ["of a defect", new Error("secret detail\n    at somewhere"), 500],
  ])("tells no detail and no stack when it fails because %s", async (_name, error, status) => {
    const { pay, payments, log } = await testApi();
    payments.instead = error;
    const answer = await pay();
    expect(answer.statusCode).toBe(status);
    expect(answer.body).not.toMatch(/secret|sealed|10\.0|\bat\b.*\(|\.ts/);
    expect(log.join("")).toContain(error.name);
  });

  it("tells nothing of why payments can't be taken, and logs it", async () => {
    const { pay, payments, log } = await testApi();
    payments.instead = { kind: "unavailable", reason: "connect ECONNREFUSED 10.0.0.1" };
    const answer = await pay();
    expect(answer.statusCode).toBe(503);
    expect(answer.body).not.toContain("10.0.0.1");
    expect(log.join("")).toContain("ECONNREFUSED");
  });

  it("closes the connection when payments can't be taken, so that the client looks elsewhere", async () => {
    const { pay, payments } = await testApi();
    payments.instead = new Fenced("sealed");
    const answer = await pay();
    expect(answer.headers.connection).toBe("close");
    expect(answer.headers["retry-after"]).toBe("2");
  });

  it("asks to repeat when the end is not known in time", async () => {
    const never = new Promise<never>(() => undefined);
    const { pay, parts, payments } = await testApi({ requestMilliseconds: 1 });
    jest.spyOn(payments, "pay").mockReturnValue(never);
    expect(parts.requestMilliseconds).toBe(1);
    const answer = await pay();
    expect(answer.statusCode).toBe(504);
    expect(answer.headers["retry-after"]).toBe("1");
  });
});

describe("GET /payments", () => {
  it("shows a payment with what was given back", async () => {
    const { pay, show } = await testApi();
    await pay();
    await pay({ url: "/payments/p1/refunds", body: { amount: 5 } });
    const answer = await show("/payments/p1");
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ id: "p1", refunded: 5 });
  });

  it("shows nothing of a payment that is not there", async () => {
    const { show } = await testApi();
    expect((await show("/payments/p9")).statusCode).toBe(404);
  });

  it("lists payments", async () => {
    const { pay, show } = await testApi();
    await pay();
    const answer = await show("/payments?limit=5&status=succeeded");
    expect(answer.json()).toMatchObject({ items: [{ id: "p1" }] });
  });

  it.each([
    "limit=0",
    "limit=101",
    "limit=x",
    "limit=true",
    "limit=1.5",
    "limit=1&limit=2",
    "status=lost",
    "page=2",
    "cursor=%00",
  ])("refuses ?%s", async (query) => {
    const { show } = await testApi();
    expect((await show(`/payments?${query}`)).statusCode).toBe(400);
  });
});
