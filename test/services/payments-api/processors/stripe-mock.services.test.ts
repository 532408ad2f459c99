// SPDX-License-Identifier: Apache-2.0
import type { LocalServer } from "../../../../drill/parts";
import type {
  Processor,
  StoredRequest,
} from "../../../../services/payments-api/operations/processor";
import { processorsAt } from "../../../support/simulated-processors";
import { startStripeMock } from "../../../support/stripe-mock";

jest.setTimeout(300_000);

let mock: LocalServer;
let stripe: Processor;

beforeAll(async () => {
  mock = await startStripeMock();
  stripe = processorsAt(`http://${mock.host}:${mock.port}`).stripe;
});

afterAll(() => mock.stop());

/**
 * What Stripe's test double says of a request. Its answers are examples, about nothing that was
 * asked, and so never ours: a request that its description of the API allows ends there.
 */
async function judged(request: StoredRequest): Promise<string> {
  return stripe.send(request).then(
    () => "taken for ours",
    (error: unknown) => String(error),
  );
}

const allowed = "Unavailable: stripe knows the key or the payment with another request";

const charge = { payment: "one", amount: 500, currency: "EUR", token: "pm_card_visa" };

describe("requests to Stripe, by its own description of its API", () => {
  it("are allowed: a charge", async () => {
    expect(await judged(stripe.prepareCharge(charge))).toBe(allowed);
  });

  it("are allowed: a refund", async () => {
    const part = { refund: "two", payment: "one", amount: 200, currency: "EUR", charge: "pi_1" };
    expect(await judged(stripe.prepareRefund(part))).toBe(allowed);
  });

  it("are refused with a parameter that Stripe does not know", async () => {
    const request = stripe.prepareCharge(charge);
    const body = JSON.stringify({ ...(JSON.parse(request.body) as object), captured: true });
    expect(await judged({ ...request, body })).toBe(
      "Unavailable: stripe refused for a reason that may pass (400)",
    );
  });

  it("are allowed: a ping and a report", async () => {
    await stripe.ping();
    for await (const line of stripe.report("2026-11-30")) {
      expect(line.currency).toMatch(/^[A-Z]{3}$/);
      return;
    }
  });
});
