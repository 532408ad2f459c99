// SPDX-License-Identifier: Apache-2.0
import { Fenced } from "payments-journal";
import { pay } from "../../../../services/payments-api/operations/pay";
import { sweep } from "../../../../services/payments-api/operations/resolve";
import { dieAfter, keyAge, payAsk, payIn, PaymentWorld } from "../../../support/payment-world";

function sweepIn(world: PaymentWorld, limit = 10) {
  return world.run(sweep(world.context("resolver"), limit));
}

describe("sweep", () => {
  it("leaves alone what somebody works on", async () => {
    const world = new PaymentWorld();
    await dieAfter(world, pay(world.context(), payAsk("k")), 2);
    expect(await sweepIn(world)).toEqual({ claimed: 0, open: 0 });
    world.now += 10_000;
    expect(await sweepIn(world)).toEqual({ claimed: 1, open: 0 });
  });

  it("puts an INTENT into the journal that never came there, however old, and carries it out", async () => {
    const world = new PaymentWorld();
    await dieAfter(world, pay(world.context(), payAsk("k")), 2);
    world.now += keyAge / 2;
    await sweepIn(world);
    expect(world.journaled("payment-k")).toEqual([1, 2]);
    expect(await payIn(world, "k")).toMatchObject({ view: { status: "succeeded" } });
  });

  it("never concludes from age that nothing happened", async () => {
    const world = new PaymentWorld();
    await dieAfter(world, pay(world.context(), payAsk("k")), 2);
    world.now += keyAge;
    await sweepIn(world);
    expect(await payIn(world, "k")).toMatchObject({ view: { status: "needs_review" } });
    expect(world.pages).toHaveLength(1);
  });

  it("goes on when a processor does not answer, and says how many are open", async () => {
    const world = new PaymentWorld();
    for (const key of ["a", "b"]) await dieAfter(world, pay(world.context(), payAsk(key)), 3);
    world.now += 10_000;
    world.deaf = true;
    expect(await sweepIn(world)).toEqual({ claimed: 2, open: 2 });
    world.now += 10_000;
    world.deaf = false;
    expect(await sweepIn(world)).toEqual({ claimed: 2, open: 0 });
    expect(world.doneOf("charge")).toHaveLength(2);
  });

  it("takes no more than it is told", async () => {
    const world = new PaymentWorld();
    for (const key of ["a", "b", "c"]) await dieAfter(world, pay(world.context(), payAsk(key)), 3);
    world.now += 10_000;
    expect(await sweepIn(world, 2)).toEqual({ claimed: 2, open: 0 });
  });

  it("makes outcomes durable whose caller died", async () => {
    const world = new PaymentWorld();
    await dieAfter(world, pay(world.context(), payAsk("k")), 6);
    world.now += 10_000;
    await sweepIn(world);
    expect(world.journaled("payment-k").at(-1)).toBe(2);
    expect(world.sent).toHaveLength(1);
  });

  it("waits for the notification of what was accepted, and then asks for a person", async () => {
    const world = new PaymentWorld();
    world.decide = () => "accepted";
    await payIn(world, "k");
    world.now += world.context().acceptedFor;
    expect(await sweepIn(world)).toEqual({ claimed: 0, open: 0 });
    world.now += 1;
    expect(await sweepIn(world)).toEqual({ claimed: 1, open: 0 });
    expect(world.pages).toEqual(["operation payment-k needs review"]);
    expect(world.sent).toHaveLength(1);
  });

  it("stops when the epoch is over", async () => {
    const world = new PaymentWorld();
    await dieAfter(world, pay(world.context(), payAsk("k")), 3);
    world.now += 10_000;
    world.journalFails = "fenced";
    await expect(sweepIn(world)).rejects.toThrow(Fenced);
  });
});
