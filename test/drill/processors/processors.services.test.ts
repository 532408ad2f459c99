// SPDX-License-Identifier: Apache-2.0
import { startProcessors, type Faults, type Processors } from "../../../drill/processors";
import { processorsAt } from "../../support/simulated-processors";

jest.setTimeout(120_000);

let simulated: Processors;

beforeAll(async () => {
  simulated = await startProcessors();
});

afterAll(() => simulated.stop());

function pay(payment: string): Promise<{ status: number; text: string }> {
  return post("/v1/payment_intents", payment, { authorization: "Bearer any" });
}

async function post(
  path: string,
  payment: string,
  headers: Record<string, string>,
): Promise<{ status: number; text: string }> {
  const answer = await fetch(`${simulated.url}${path}`, {
    method: "POST",
    headers: { "idempotency-key": payment, ...headers },
    body: `amount=5&currency=usd&payment_method=pm_1&metadata[operation]=${payment}`,
  });
  return { status: answer.status, text: await answer.text() };
}

async function charged(payment: string): Promise<number> {
  return (await simulated.ledger()).filter((entry) => entry.operation === payment).length;
}

describe("the drill's processors", () => {
  it("charge a second time once they have forgotten the key, as the real ones do", async () => {
    await pay("forgotten");
    await simulated.misbehave("stripe", { keyAge: 0 });
    await pay("forgotten");
    await simulated.behave();
    expect(await charged("forgotten")).toBe(2);
  });

  it("do nothing without credentials", async () => {
    expect((await post("/v1/payment_intents", "stranger", {})).status).toBe(401);
    expect(await charged("stranger")).toBe(0);
  });

  it("let a share of requests fail", async () => {
    const failing = async (seed: number): Promise<string[]> => {
      // A request fails by its key and how often it was tried: new keys for each look.
      const names = Array.from({ length: 60 }, (_, at) => `share_${seed}_${at}`);
      await simulated.misbehave("stripe", { fail: 0.5, seed });
      const answers = await Promise.all(names.map(pay));
      return names.filter((_, at) => answers[at]?.status === 500);
    };
    const failed = (await failing(1)).length + (await failing(2)).length;
    await simulated.behave();
    expect(failed).toBeGreaterThan(20);
    expect(failed).toBeLessThan(100);
  });

  it("refuse faults that they don't know, and paths that no processor has", async () => {
    const unknown = { slow: 1 } as Partial<Faults>;
    await expect(simulated.misbehave("adyen", unknown)).rejects.toThrow("no faults slow");
    const answer = await fetch(`${simulated.url}/v9/nothing`);
    expect([answer.status, await answer.text()]).toEqual([
      404,
      '{"message":"no processor has GET /v9/nothing"}',
    ]);
  });

  it("count their books from a given moment", async () => {
    await pay("timed");
    const origin = Date.now() - 60_000;
    const entry = (await simulated.ledger(origin)).find(({ operation }) => operation === "timed");
    expect(entry?.at).toBeGreaterThan(0);
    expect(entry?.at).toBeLessThan(120_000);
  });

  it("understand what the service's own libraries send, after a restart with empty books", async () => {
    await simulated.kill();
    await simulated.start();
    const { paypal } = processorsAt(simulated.url);
    const order = { payment: "again", amount: 1, currency: "JPY", token: "works" };
    expect((await paypal.send(paypal.prepareCharge(order))).result).toBe("succeeded");
    expect((await simulated.ledger()).map(({ amount }) => amount)).toEqual([1]);
  });
});
