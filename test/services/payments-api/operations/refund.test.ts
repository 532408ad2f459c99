// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";
import { read } from "../../../../services/payments-api/operations/read";
import { refund } from "../../../../services/payments-api/operations/refund";
import { sweep } from "../../../../services/payments-api/operations/resolve";
import {
  dieAfter,
  payAsk,
  payIn,
  PaymentWorld,
  refundAsk,
  refundIn,
} from "../../../support/payment-world";
import { pay } from "../../../../services/payments-api/operations/pay";

async function paid(): Promise<PaymentWorld> {
  const world = new PaymentWorld();
  await payIn(world, "p");
  return world;
}

describe("refund", () => {
  it("gives back part of a payment, which shows it", async () => {
    const world = await paid();
    expect(await refundIn(world, "r", "p", 400)).toMatchObject({
      kind: "answered",
      view: { id: "refund-r", payment: "payment-p", status: "succeeded", amount: 400 },
    });
    expect(await world.run(read(world.context(), "merchant", "payment-p"))).toMatchObject({
      view: { amount: 1_000, refunded: 400 },
    });
  });

  it("names what can still be given back when more is asked for", async () => {
    const world = await paid();
    await refundIn(world, "r", "p", 400);
    expect(await refundIn(world, "r2", "p", 601)).toEqual({
      kind: "refused",
      status: 422,
      reason: "600 of payment payment-p can still be refunded, in EUR's minor unit, got 601",
    });
  });

  it("answers a repeat the same, also when nothing is left to give back", async () => {
    const world = await paid();
    const first = await refundIn(world, "r", "p", 1_000);
    expect(await refundIn(world, "r", "p", 1_000)).toEqual({ ...first, repeated: true });
    expect(world.doneOf("refund")).toHaveLength(1);
  });

  it("refuses a key that was used with another body, also for the payment", async () => {
    const world = await paid();
    await refundIn(world, "r", "p", 100);
    expect(await refundIn(world, "r", "p", 200)).toEqual({ kind: "key-reused" });
    expect(await refundIn(world, "p", "p", 200)).toEqual({ kind: "key-reused" });
  });

  it("knows no payment of another merchant, and no refund as a payment", async () => {
    const world = await paid();
    const ask = { ...refundAsk("r", "p", 100), merchant: "other" };
    const unknown = { kind: "refused", status: 404 };
    expect(await world.run(refund(world.context(), ask))).toMatchObject(unknown);
    await refundIn(world, "r", "p", 100);
    const ofRefund = { ...refundAsk("r2", "p", 100), payment: "refund-r" };
    expect(await world.run(refund(world.context(), ofRefund))).toMatchObject(unknown);
  });

  it.each(["declined", "accepted"] as const)("refuses to refund what is %s", async (result) => {
    const world = new PaymentWorld();
    world.decide = () => result;
    await payIn(world, "p");
    expect(await refundIn(world, "r", "p", 1)).toEqual({
      kind: "refused",
      status: 422,
      reason: `payment payment-p is ${result}, and only one that succeeded can be refunded`,
    });
  });

  it("puts nothing into the journal before the charge's outcome is there", async () => {
    const world = new PaymentWorld();
    await dieAfter(world, pay(world.context(), payAsk("p")), 6);
    expect(world.journaled("payment-p")).toEqual([1]);
    await refundIn(world, "r", "p", 100);
    const names = world.journal.map(({ operation, version }) => `${operation} ${version}`);
    expect(names.indexOf("payment-p 2")).toBeLessThan(names.indexOf("refund-r 1"));
    expect(names).toContain("payment-p 2");
  });

  it("frees what a declined refund had reserved", async () => {
    const world = await paid();
    world.decide = () => "declined";
    await refundIn(world, "r", "p", 1_000);
    world.decide = () => "succeeded";
    expect(await refundIn(world, "r2", "p", 1_000)).toMatchObject({
      view: { status: "succeeded" },
    });
  });

  it("keeps what an unresolved refund has reserved, and lets others pass it", async () => {
    const world = await paid();
    world.deaf = true;
    expect(await refundIn(world, "r", "p", 600)).toMatchObject({ kind: "pending" });
    world.deaf = false;
    expect(await refundIn(world, "r2", "p", 500)).toMatchObject({ kind: "refused" });
    expect(await refundIn(world, "r3", "p", 400)).toMatchObject({ kind: "answered" });
    await world.run(sweep(world.context("resolver"), 10));
    expect(await refundIn(world, "r", "p", 600)).toMatchObject({ view: { status: "succeeded" } });
    expect(world.doneOf("refund")).toHaveLength(2);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9])("refunds once after a crash at step %i", async (calls) => {
    const world = await paid();
    await dieAfter(world, refund(world.context(), refundAsk("r", "p", 1_000)), calls);
    world.now += 10_000;
    expect(await refundIn(world, "r", "p", 1_000)).toMatchObject({ view: { status: "succeeded" } });
    expect(world.doneOf("refund")).toHaveLength(1);
    expect(world.versionsThatDiffer()).toEqual([]);
  });

  it("never gives back more than was captured, whatever happens to which refund when", async () => {
    const step = fc.record({
      amount: fc.integer({ min: 1, max: 700 }),
      key: fc.integer({ min: 0, max: 5 }),
      fate: fc.constantFrom("done", "declined", "unheard", "crashed", "resolved"),
      crash: fc.integer({ min: 1, max: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const world = await paid();
        for (const { amount, key, fate, crash } of steps) {
          world.now += 10_000;
          world.decide = () => (fate === "declined" ? "declined" : "succeeded");
          world.deaf = fate === "unheard";
          const procedure = refund(world.context(), refundAsk(`${key}`, "p", amount));
          if (fate === "resolved") await world.run(sweep(world.context("resolver"), 10));
          else if (fate === "crashed") await dieAfter(world, procedure, crash);
          else await world.run(procedure);
        }
        const given = world
          .doneOf("refund")
          .reduce((sum, { body }) => sum + (JSON.parse(body) as { amount: number }).amount, 0);
        expect(given).toBeLessThanOrEqual(1_000);
        expect(world.versionsThatDiffer()).toEqual([]);
      }),
    );
  });
});
