// SPDX-License-Identifier: Apache-2.0
import { Admission } from "../../../../services/payments-api/http/admission";
import { active, apiKey, checkoutToken, payment, testApi } from "../../../support/payment-api";

describe("who may ask", () => {
  it.each([
    ["nobody", undefined],
    ["another scheme", "Basic YTpi"],
    ["an unknown key", `Bearer sk_${"z".repeat(43)}`],
    ["an unknown checkout token", `Bearer ${checkoutToken}`],
  ])("refuses %s before it reads the body", async (_name, authorization) => {
    const { pay, payments } = await testApi();
    const answer = await pay({ headers: { authorization }, body: "{" });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers["www-authenticate"]).toBe("Bearer");
    expect(payments.writes).toBe(0);
  });

  it("asks to come back when keys can't be looked up", async () => {
    const find = () => Promise.reject(new Error("connect ECONNREFUSED"));
    const { pay } = await testApi({ merchants: { find } });
    expect((await pay()).statusCode).toBe(503);
  });

  it("refuses one request too many, and says when to come back", async () => {
    const verdict = { allowed: false, limit: 9, remaining: 0, resetSeconds: 17 };
    const { pay, payments } = await testApi({ limits: { count: () => Promise.resolve(verdict) } });
    const answer = await pay();
    expect(answer.statusCode).toBe(429);
    expect(answer.headers).toMatchObject({
      "retry-after": "17",
      "ratelimit-policy": '"merchant";q=9;w=60',
      ratelimit: '"merchant";r=0;t=17',
    });
    expect(payments.writes).toBe(0);
  });
});

describe("a process that may not take payments", () => {
  const fenced = {
    ...active,
    role: "fenced",
    refusal: () => "this region does not write",
  } as const;
  const urls = ["/payments", "/payments/p1", "/payments?limit=5"];

  it("refuses before it asks anybody anything", async () => {
    const find = jest.fn();
    const { pay, show, api, payments } = await testApi({
      admission: new Admission(fenced),
      merchants: { find },
    });
    const webhook = api.inject({ method: "POST", url: "/webhooks/stripe", payload: "{}" });
    const answers = await Promise.all([pay(), ...urls.map(show), webhook]);
    for (const answer of answers) {
      expect(answer.statusCode).toBe(503);
      expect(answer.headers).toMatchObject({ connection: "close", "retry-after": "2" });
    }
    expect(find).not.toHaveBeenCalled();
    expect(payments.writes).toBe(0);
    expect(payments.told).toEqual([]);
  });

  it("is alive and not ready", async () => {
    const { show } = await testApi({ admission: new Admission(fenced) });
    expect((await show("/healthz/live")).statusCode).toBe(200);
    const ready = await show("/healthz/ready");
    expect(ready.statusCode).toBe(503);
    expect(ready.json()).toEqual({ status: "down", reason: "this region does not write" });
  });
});

describe("what is under way", () => {
  it("is counted out when it is answered, also when it failed", async () => {
    const { pay, parts, payments } = await testApi();
    await pay();
    payments.instead = new Error("a defect");
    await pay();
    expect(parts.admission.admitted).toBe(2);
    await expect(parts.admission.drain(0)).resolves.toBe(true);
    expect((await pay()).statusCode).toBe(503);
  });

  it.each([
    ["a processor's, which the other region would meet as well", "processor", 1],
    ["ours", undefined, 0],
  ] as const)("counts as answered by whose failure it is: %s", async (_, of, answered) => {
    const { api, parts, payments } = await testApi();
    payments.instead = { kind: "unavailable", reason: "no answer", ...(of && { of }) };
    // Over a real connection: whether an answer went out shows in nothing else.
    const base = await api.listen({ host: "127.0.0.1", port: 0 });
    const headers = {
      authorization: `Bearer ${apiKey}`,
      "idempotency-key": "k1",
      "content-type": "application/json",
    };
    const body = JSON.stringify(payment);
    const { status } = await fetch(`${base}/payments`, { method: "POST", headers, body });
    await api.close();
    expect(status).toBe(503);
    expect([parts.admission.admitted, parts.admission.answered]).toEqual([1, answered]);
  });
});
