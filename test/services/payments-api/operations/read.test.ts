// SPDX-License-Identifier: Apache-2.0
import { Unavailable } from "payments-journal";
import { pay } from "../../../../services/payments-api/operations/pay";
import { read } from "../../../../services/payments-api/operations/read";
import { refund } from "../../../../services/payments-api/operations/refund";
import { dieAfter, payAsk, payIn, PaymentWorld, refundAsk } from "../../../support/payment-world";

async function paid(): Promise<PaymentWorld> {
  const world = new PaymentWorld();
  await payIn(world, "p");
  return world;
}

describe("read", () => {
  it("makes durable what it shows", async () => {
    const world = new PaymentWorld();
    await dieAfter(world, pay(world.context(), payAsk("p")), 6);
    const answer = await world.run(read(world.context(), "merchant", "payment-p"));
    expect(answer).toMatchObject({ kind: "answered", view: { status: "succeeded" } });
    expect(new Set(world.journaled("payment-p"))).toEqual(new Set([1, 2]));
  });

  it("makes a refund durable before the payment shows it", async () => {
    const world = await paid();
    await dieAfter(world, refund(world.context(), refundAsk("r", "p", 100)), 7);
    const answer = await world.run(read(world.context(), "merchant", "payment-p"));
    expect(answer).toMatchObject({ view: { refunded: 100 } });
    expect(world.journaled("refund-r").at(-1)).toBe(2);
  });

  it("shows no outcome that the journal does not take", async () => {
    const world = new PaymentWorld();
    await dieAfter(world, pay(world.context(), payAsk("p")), 6);
    world.journalFails = "unavailable";
    const reading = world.run(read(world.context(), "merchant", "payment-p"));
    await expect(reading).rejects.toThrow(Unavailable);
  });

  it("says that there is no such payment, also to another merchant", async () => {
    const world = await paid();
    const unknown = { kind: "refused", status: 404, reason: "there is no payment payment-p" };
    expect(await world.run(read(world.context(), "other", "payment-p"))).toEqual(unknown);
  });
});
