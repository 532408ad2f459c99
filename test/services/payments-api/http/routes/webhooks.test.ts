// SPDX-License-Identifier: Apache-2.0
import { Unavailable } from "payments-journal";

import { testApi } from "../../../../support/payment-api";

describe("POST /webhooks/:processor", () => {
  const post = async (changed: { url?: string; signature?: string; error?: Error } = {}) => {
    const { url = "/webhooks/stripe", signature = "right", error } = changed;
    const test = await testApi();
    test.payments.instead = error;
    const headers = { signature, "content-type": "application/json" };
    const answer = await test.api.inject({ method: "POST", url, headers, payload: "{ not JSON" });
    return { answer, told: test.payments.told };
  };

  it("hands on the very bytes, whatever they are", async () => {
    const { answer, told } = await post();
    expect(answer.statusCode).toBe(200);
    expect(told).toMatchObject([{ event: "{ not JSON", operation: "p1" }]);
  });

  it("refuses a wrong signature", async () => {
    const { answer, told } = await post({ signature: "wrong" });
    expect(answer.statusCode).toBe(401);
    expect(told).toEqual([]);
  });

  it.each(["paypal", "nobody"])("refuses a processor that is not in use: %s", async (name) => {
    const { answer } = await post({ url: `/webhooks/${name}` });
    expect([400, 404]).toContain(answer.statusCode);
  });

  it("is told again when the notification is not in the journal", async () => {
    const { answer } = await post({ error: new Unavailable("no answer") });
    expect(answer.statusCode).toBe(503);
  });
});
