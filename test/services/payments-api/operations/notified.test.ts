// SPDX-License-Identifier: Apache-2.0
import { perform, Unavailable } from "payments-journal";
import { notified } from "../../../../services/payments-api/operations/notified";
import { pay } from "../../../../services/payments-api/operations/pay";
import type {
  Notification,
  ProcessorAnswer,
} from "../../../../services/payments-api/operations/processor";
import { read } from "../../../../services/payments-api/operations/read";
import { sweep } from "../../../../services/payments-api/operations/resolve";
import { dieAfter, payAsk, payIn, PaymentWorld } from "../../../support/payment-world";

function tells(result: ProcessorAnswer["result"], event = "event-1"): Notification {
  const answer = { result, reference: "at-processor-0" };
  return { processor: "stripe", event, operation: "payment-k", answer };
}

async function status(world: PaymentWorld): Promise<unknown> {
  const answer = await world.run(read(world.context(), "merchant", "payment-k"));
  return "view" in answer ? answer.view.status : answer.kind;
}

async function accepted(): Promise<PaymentWorld> {
  const world = new PaymentWorld();
  world.decide = () => "accepted";
  await payIn(world, "k");
  return world;
}

describe("notified", () => {
  it.each(["succeeded", "declined"] as const)("settles what was accepted as %s", async (result) => {
    const world = await accepted();
    expect(await status(world)).toBe("accepted");
    await world.run(notified(world.context(), tells(result)));
    expect(await status(world)).toBe(result);
    expect(world.journaled("payment-k")).toEqual([1, 2, 3]);
  });

  it("has the notification in the journal before it has an effect", async () => {
    const world = await accepted();
    await world.run(notified(world.context(), tells("succeeded")));
    const names = world.journal.map(({ operation, version }) => `${operation} ${version}`);
    expect(names.slice(-2)).toEqual(["notice:stripe:event-1 1", "payment-k 3"]);
  });

  it("takes the same event once", async () => {
    const world = await accepted();
    await world.run(notified(world.context(), tells("succeeded")));
    const before = world.journal.length;
    await world.run(notified(world.context(), tells("succeeded")));
    await world.run(notified(world.context(), tells("succeeded", "event-2")));
    expect(world.journal.slice(before).map(({ operation }) => operation)).toEqual([
      "notice:stripe:event-2",
    ]);
    expect(world.pages).toEqual([]);
  });

  it("settles a payment whose caller died, in the journal after its INTENT", async () => {
    const world = new PaymentWorld();
    await dieAfter(world, pay(world.context(), payAsk("k")), 2);
    await world.run(notified(world.context(), tells("succeeded")));
    expect(world.journal.map(({ operation, version }) => `${operation} ${version}`)).toEqual([
      "payment-k 1",
      "notice:stripe:event-1 1",
      "payment-k 2",
    ]);
    expect(await payIn(world, "k")).toMatchObject({ kind: "answered", repeated: true });
    expect(world.sent).toHaveLength(0);
  });

  it("comes before the caller's own answer without harm", async () => {
    const world = new PaymentWorld();
    const context = world.context();
    const slow = pay(context, payAsk("k"));
    let next = slow.next();
    while (!next.done) {
      const { step } = next.value;
      next = slow.next(await perform(next.value, world.ports));
      if (step === "3.send") await world.run(notified(context, tells("succeeded")));
    }
    expect(next.value).toMatchObject({ kind: "answered", view: { status: "succeeded" } });
    expect(world.database.operations.get("payment-k")?.operation.version).toBe(2);
  });

  it("settles what waits for a person", async () => {
    const world = await accepted();
    world.now += world.context().acceptedFor + 1;
    await world.run(sweep(world.context("resolver"), 10));
    expect(await status(world)).toBe("needs_review");
    await world.run(notified(world.context(), tells("declined")));
    expect(await status(world)).toBe("declined");
  });

  it("leaves what is final as it is, and pages when that can't be true too", async () => {
    const world = new PaymentWorld();
    await payIn(world, "k");
    await world.run(notified(world.context(), tells("accepted")));
    expect(world.pages).toEqual([]);
    await world.run(notified(world.context(), tells("declined", "event-2")));
    expect(await status(world)).toBe("succeeded");
    expect(world.pages).toEqual(["operation payment-k is succeeded, and stripe says otherwise"]);
  });

  it("keeps a notification of an operation that is not known, and pages", async () => {
    const world = new PaymentWorld();
    await world.run(notified(world.context(), tells("succeeded")));
    expect(world.journal).toHaveLength(1);
    expect(world.pages).toEqual(["stripe tells of an operation that is not known"]);
  });

  it("is not taken while the journal does not take it, and then has no effect", async () => {
    const world = await accepted();
    world.journalFails = "unavailable";
    const telling = world.run(notified(world.context(), tells("succeeded")));
    await expect(telling).rejects.toThrow(Unavailable);
    expect(await status(world)).toBe("accepted");
  });

  it.each([1, 2, 3, 4, 5, 6, 7])("comes to its end after a crash at step %i", async (calls) => {
    const world = await accepted();
    await dieAfter(world, notified(world.context(), tells("succeeded")), calls);
    await world.run(notified(world.context(), tells("succeeded")));
    expect(await status(world)).toBe("succeeded");
    expect(world.database.postings.size).toBe(1);
    expect(world.versionsThatDiffer()).toEqual([]);
  });
});
