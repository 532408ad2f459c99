// SPDX-License-Identifier: Apache-2.0
import { checkoutToken, payment, testApi } from "../../../../support/payment-api";

describe("a checkout token", () => {
  const session = { key: "cart-7", amount: 1999, currency: "EUR" };
  const authorization = `Bearer ${checkoutToken}`;
  const headers = { authorization, "idempotency-key": session.key };

  it("pays what its session says", async () => {
    const { pay } = await testApi();
    const made = await pay({ url: "/sessions", body: session });
    expect(made.statusCode).toBe(201);
    expect(made.json()).toMatchObject({ token: checkoutToken });
    expect((await pay({ headers })).statusCode).toBe(201);
  });

  it("pays once, also when another was made for the same key", async () => {
    const { pay, payments } = await testApi();
    await pay({ url: "/sessions", body: session });
    await pay({ headers });
    await pay({ url: "/sessions", body: session });
    const again = await pay({ headers });
    expect(again.headers["idempotency-replayed"]).toBe("true");
    expect(payments.writes).toBe(1);
  });

  it.each([
    ["another amount", { ...payment, amount: 1 }, {}, "body.amount"],
    ["another currency", { ...payment, currency: "JPY" }, {}, "body.currency"],
    ["another key", payment, { "idempotency-key": "k2" }, "headers.idempotency-key"],
  ])("refuses %s", async (_name, body, changed, path) => {
    const { pay, payments } = await testApi();
    await pay({ url: "/sessions", body: session });
    const answer = await pay({ body, headers: { ...headers, ...changed } });
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({ issues: [{ path }] });
    expect(payments.writes).toBe(0);
  });

  it.each(["/payments", "/payments/p1"])("does not show %s", async (url) => {
    const { pay, api } = await testApi();
    await pay({ url: "/sessions", body: session });
    expect((await api.inject({ url, headers: { authorization } })).statusCode).toBe(403);
  });

  it.each(["/payments/p1/refunds", "/sessions"])("does not do POST %s", async (url) => {
    const { pay, payments } = await testApi();
    await pay({ url: "/sessions", body: session });
    const body = url === "/sessions" ? session : { amount: 1 };
    expect((await pay({ url, headers, body })).statusCode).toBe(403);
    expect(payments.writes).toBe(0);
  });

  it("asks to come back when Redis is gone", async () => {
    const { pay, sessions } = await testApi();
    sessions.gone = true;
    expect((await pay({ url: "/sessions", body: session })).statusCode).toBe(503);
    expect((await pay({ headers })).statusCode).toBe(503);
  });
});
