// SPDX-License-Identifier: Apache-2.0
import { Fenced, perform, Unavailable } from "payments-journal";
import { pay } from "../../../../services/payments-api/operations/pay";
import { read } from "../../../../services/payments-api/operations/read";
import { sweep } from "../../../../services/payments-api/operations/resolve";
import {
  dieAfter,
  keyAge,
  payAsk,
  payIn,
  PaymentWorld,
  stepsOf,
} from "../../../support/payment-world";

describe("pay", () => {
  it("writes in the order of the protocol", async () => {
    const world = new PaymentWorld();
    expect(await stepsOf(world, pay(world.context(), payAsk("k")))).toEqual([
      "1.time",
      "1.begin",
      "2.intent",
      "3.age",
      "3.send",
      "4.outcome",
      "5.outcome",
      "6.finished",
    ]);
  });

  it("answers when the outcome is durable", async () => {
    const world = new PaymentWorld();
    expect(await payIn(world, "k")).toEqual({
      kind: "answered",
      repeated: false,
      view: {
        id: "payment-k",
        status: "succeeded",
        amount: 1_000,
        currency: "EUR",
        processor: "stripe",
        refunded: 0,
        createdAt: "1970-01-01T00:16:40.000Z",
      },
    });
    expect(world.journaled("payment-k")).toEqual([1, 2]);
  });

  it("answers a repeat the same, without another charge or record", async () => {
    const world = new PaymentWorld();
    const first = await payIn(world, "k");
    const again = await payIn(world, "k", { id: "another-id" });
    expect(again).toEqual({ ...first, repeated: true });
    expect(world.sent).toHaveLength(1);
    expect(world.journal).toHaveLength(2);
  });

  it("asks nothing new of a processor that is not to be asked, and answers repeats", async () => {
    const world = new PaymentWorld();
    const first = await payIn(world, "k");
    const unasked = "stripe gives no answers now";
    expect(await payIn(world, "k", { unasked })).toEqual({ ...first, repeated: true });
    expect(await payIn(world, "k", { unasked, bodyHash: "another" })).toEqual({
      kind: "key-reused",
    });
    expect(await payIn(world, "new", { unasked })).toEqual({
      kind: "unavailable",
      reason: unasked,
      of: "processor",
    });
    expect(world.database.operations.size).toBe(1);
    expect(world.sent).toHaveLength(1);
  });

  it("tells why a payment was declined", async () => {
    const world = new PaymentWorld();
    world.decide = () => "declined";
    expect(await payIn(world, "k")).toMatchObject({
      kind: "answered",
      view: { status: "declined", declined: "no funds" },
    });
    expect(world.database.postings.size).toBe(0);
  });

  it("refuses a key that was used with another body", async () => {
    const world = new PaymentWorld();
    await payIn(world, "k");
    expect(await payIn(world, "k", { bodyHash: "other" })).toEqual({ kind: "key-reused" });
    expect(world.sent).toHaveLength(1);
  });

  it("refuses a currency that the processor does not take, before anything is written", async () => {
    const world = new PaymentWorld();
    const request = { ...payAsk("k").request, currency: "XXX" };
    expect(await payIn(world, "k", { request })).toEqual({
      kind: "refused",
      status: 422,
      reason: "stripe takes no XXX",
    });
    expect(world.database.operations.size).toBe(0);
  });

  it("lets one key be used by two merchants", async () => {
    const world = new PaymentWorld();
    await payIn(world, "k");
    const other = await payIn(world, "k", { merchant: "other", id: "payment-2" });
    expect(other).toMatchObject({ kind: "answered", repeated: false });
    expect(world.doneOf("charge")).toHaveLength(2);
  });

  it("says that a key is being worked on, until its lease has ended", async () => {
    const world = new PaymentWorld();
    await dieAfter(world, pay(world.context(), payAsk("k")), 3);
    const again = () => world.run(pay(world.context("process-b"), payAsk("k")));
    expect(await again()).toEqual({ kind: "in-progress" });
    world.now += 10_000;
    expect(await again()).toMatchObject({ kind: "answered", view: { status: "succeeded" } });
  });

  it("says pending when the processor did not answer, and sends the same when asked again", async () => {
    const world = new PaymentWorld();
    world.deaf = true;
    expect(await payIn(world, "k")).toMatchObject({ kind: "pending", view: { status: "pending" } });
    world.deaf = false;
    const changed = { ...payAsk("k").request, amount: 5 };
    expect(await payIn(world, "k", { request: changed })).toMatchObject({
      kind: "answered",
      view: { status: "succeeded", amount: 1_000 },
    });
    expect(world.sent[1]).toEqual(world.sent[0]);
    expect(world.doneOf("charge")).toHaveLength(1);
  });

  it("calls no processor when the journal does not take the INTENT", async () => {
    const world = new PaymentWorld();
    world.journalFails = "unavailable";
    await expect(payIn(world, "k")).rejects.toThrow(Unavailable);
    expect(world.sent).toHaveLength(0);
  });

  it("shows no outcome while the journal does not take it", async () => {
    const world = new PaymentWorld();
    await dieAfter(world, pay(world.context(), payAsk("k")), 6);
    world.now += 10_000;
    world.journalFails = "unavailable";
    await expect(payIn(world, "k")).rejects.toThrow(Unavailable);
    await expect(world.run(read(world.context(), "merchant", "payment-k"))).rejects.toThrow(
      Unavailable,
    );
  });

  it("tells nothing once its log is sealed", async () => {
    const world = new PaymentWorld();
    const procedure = pay(world.context(), payAsk("k"));
    world.decide = () => {
      world.journalFails = "fenced";
      return "succeeded";
    };
    await expect(world.run(procedure)).rejects.toThrow(Fenced);
    expect(world.journaled("payment-k")).toEqual([1]);
  });

  it("touches and tells nothing when the database serves another epoch", async () => {
    const world = new PaymentWorld();
    await payIn(world, "old");
    world.database.raiseFence(2);
    await expect(payIn(world, "old")).rejects.toThrow(Fenced);
    await expect(payIn(world, "new")).rejects.toThrow(Fenced);
    await expect(world.run(read(world.context(), "merchant", "payment-old"))).rejects.toThrow(
      Fenced,
    );
    expect(world.database.operations.size).toBe(1);
  });

  it("sends nothing at half of the age at which the processor may forget the key", async () => {
    const world = new PaymentWorld();
    await dieAfter(world, pay(world.context(), payAsk("k")), 3);
    world.now += keyAge / 2 + 1;
    expect(await payIn(world, "k")).toMatchObject({
      kind: "answered",
      view: { status: "needs_review" },
    });
    expect(world.sent).toHaveLength(0);
    expect(world.pages).toEqual(["operation payment-k needs review"]);
    expect(world.journaled("payment-k")).toEqual([1, 1, 2]);
  });

  it("lets the late answer of a paused caller settle what a person was to look at", async () => {
    const world = new PaymentWorld();
    const paused = pay(world.context(), payAsk("k"));
    let next = paused.next();
    // Up to its call of the processor, which it makes after everybody else has given up.
    while (!next.done && next.value.step !== "3.send") {
      next = paused.next(await perform(next.value, world.ports));
    }
    world.now += keyAge;
    await world.run(sweep(world.context("resolver"), 10));
    while (!next.done) next = paused.next(await perform(next.value, world.ports));
    expect(next.value).toMatchObject({ kind: "answered", view: { status: "succeeded" } });
    expect(world.journaled("payment-k").at(-1)).toBe(3);
  });

  describe("after a crash at any step", () => {
    const steps = [1, 2, 3, 4, 5, 6, 7, 8];

    it.each(steps)("(%i) charges once and answers the retry", async (calls) => {
      const world = new PaymentWorld();
      expect(await dieAfter(world, pay(world.context(), payAsk("k")), calls)).toBe(calls < 8);
      world.now += 10_000;
      const answer = await payIn(world, "k");
      expect(answer).toMatchObject({ kind: "answered", view: { status: "succeeded" } });
      expect(await payIn(world, "k")).toEqual({ ...answer, repeated: true });
      expect(world.doneOf("charge")).toHaveLength(1);
      expect(new Set(world.journaled("payment-k"))).toEqual(new Set([1, 2]));
      expect(world.versionsThatDiffer()).toEqual([]);
    });

    it.each(steps.slice(1))("(%i) charges once when the resolver comes by", async (calls) => {
      const world = new PaymentWorld();
      await dieAfter(world, pay(world.context(), payAsk("k")), calls);
      world.now += 10_000;
      await world.run(sweep(world.context("resolver"), 10));
      expect(await world.run(sweep(world.context("resolver"), 10))).toEqual({
        claimed: 0,
        open: 0,
      });
      expect(world.doneOf("charge")).toHaveLength(1);
      expect(await payIn(world, "k")).toMatchObject({ kind: "answered", repeated: true });
    });
  });
});
