// SPDX-License-Identifier: Apache-2.0
import { aborted, begun, carriedOut, isSealing, moved, run, Unavailable } from "payments-journal";
import type { ChangeOrder, RegionState } from "payments-journal";
import type { PromotionEnd } from "../../../../support/memory-regions";
import {
  attended,
  FailoverWorld,
  Hand,
  orderOf,
  settings,
} from "../../../../support/failover-world";

const inEurope = { epoch: 2, active: "eu-west-1" };
const back = { epoch: 2, active: "us-east-1" };

async function changed(world: FailoverWorld, order: ChangeOrder = orderOf("a")): Promise<string[]> {
  return (await new Hand(attended(order), world).until()).made;
}

describe("a change of epoch", () => {
  it.each<[ChangeOrder["kind"], { epoch: number; active: string }]>([
    ["failover", inEurope],
    ["switchover", inEurope],
    ["roll", back],
  ])("that is a %s loses nothing and ends in the region it was for", async (kind, expected) => {
    const world = await FailoverWorld.founded();
    await changed(world, orderOf("a", kind));
    expect(await world.faults(expected)).toEqual([]);
  });

  it("seals before it asks for the promotion, and asks before it sends clients on", async () => {
    const world = await FailoverWorld.founded();
    const made = await changed(world);
    const order = ["F2.put-seal", "F3.submit", "F3.promote", "F3.latch", "F4.apply", "F5.open"];
    const places = order.map((step) => made.lastIndexOf(step));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(world.regions.latches.get("us-east-1")?.retired).toBe(true);
  });

  it("goes on with a database that came back without what was applied, and without its fence", async () => {
    const world = await FailoverWorld.founded();
    const hand = new Hand(attended(orderOf("a")), world);
    await hand.until(() => hand.step === "F4.verify");
    const database = world.regions.of("eu-west-1");
    database.records.length = 0;
    database.fence = 1;
    await expect(hand.until()).rejects.toThrow(Unavailable);
    await changed(world);
    expect(await world.faults(inEurope)).toEqual([]);
  });

  it.each<[string, PromotionEnd[]]>([
    ["takes a while", ["later"]],
    ["answers nothing and is done", ["lost-done"]],
    ["answers nothing and is not done", ["lost", "done"]],
    ["is accepted and comes to nothing", ["nothing", "done"]],
  ])("waits for a promotion that %s", async (_, promotions) => {
    const world = await FailoverWorld.founded();
    world.regions.promotions = promotions;
    await changed(world);
    expect(await world.faults(inEurope)).toEqual([]);
  });

  it("goes back when the promotion is refused and the old writer is there", async () => {
    const world = await FailoverWorld.founded();
    world.regions.promotions = ["refused"];
    const made = await changed(world);
    expect(made).toContain("FA.abort");
    expect(await world.faults(back)).toEqual([]);
    expect(world.regions.writers()).toEqual(["us-east-1"]);
    expect(world.regions.effects).not.toContain("retire us-east-1");
  });

  it("goes back after a refusal only when a copy of the refused call has no effect any more", async () => {
    const world = await FailoverWorld.founded();
    const promote = jest.spyOn(world.regions, "promote");
    world.regions.promotions = ["refused"];
    const hand = new Hand(attended(orderOf("a")), world);
    await hand.until(() => hand.step === "FA.abort");
    world.regions.promotions = ["done"];
    const [copy] = promote.mock.calls;
    if (copy === undefined) throw new Error("no promotion was asked for");
    await expect(world.regions.promote(...copy)).rejects.toThrow("too late");
    await hand.until();
    expect(world.regions.writers()).toEqual(["us-east-1"]);
    expect(await world.faults(back)).toEqual([]);
  });

  it("goes on when a copy of the refused call is done after all", async () => {
    const world = await FailoverWorld.founded();
    const promote = jest.spyOn(world.regions, "promote");
    world.regions.promotions = ["refused"];
    const hand = new Hand(attended(orderOf("a")), world);
    await hand.until(() => hand.step === "F3.refused.renew");
    world.regions.promotions = ["done"];
    const [copy] = promote.mock.calls;
    if (copy === undefined) throw new Error("no promotion was asked for");
    await world.regions.promote(...copy);
    await hand.until();
    expect(await world.faults(inEurope)).toEqual([]);
  });

  it("goes back after a refusal only when no earlier call can still have an effect", async () => {
    const world = await FailoverWorld.founded();
    world.regions.promotions = ["lost", "refused"];
    const hand = new Hand(attended(orderOf("a")), world);
    await hand.until(() => hand.step === "FA.abort");
    expect(world.regions.time).toBeGreaterThanOrEqual(settings.promotionDeadline);
    await hand.until();
    expect(await world.faults(back)).toEqual([]);
  });

  it.each(["failover", "switchover"] as const)(
    "shows in a %s that it is at work while it waits, so that nobody takes over and waits anew",
    async (kind) => {
      const world = await FailoverWorld.founded();
      world.regions.caughtUp = kind === "failover";
      world.regions.promotions = ["lost"];
      const wait = kind === "failover" ? "F3.await" : "F2.5.drain";
      const hand = new Hand(attended(orderOf("a", kind)), world);
      await hand.until(() => hand.step === wait);
      const { revision } = await world.control();
      const { time } = world.regions;
      await hand.until(() => world.regions.time >= time + 3 * settings.pollInterval);
      expect((await world.control()).revision).toBeGreaterThanOrEqual(revision + 2);
    },
  );

  it("asks again after a refusal when the old writer is gone", async () => {
    const world = await FailoverWorld.founded();
    world.regions.of("us-east-1").state = { role: "unreachable", busy: false, ready: false };
    world.regions.promotions = ["refused", "refused", "done"];
    await changed(world);
    expect(world.regions.effects.filter((effect) => effect.startsWith("promote"))).toEqual([
      "promote eu-west-1 1",
      "promote eu-west-1 2",
      "promote eu-west-1 3",
    ]);
    expect(await world.faults(inEurope)).toEqual([]);
  });
});

describe("a switchover", () => {
  it("shuts the old database before it waits for the standby", async () => {
    const world = await FailoverWorld.founded();
    await changed(world, orderOf("a", "switchover"));
    expect(world.regions.effects.slice(0, 2)).toEqual(["fence us-east-1 2", "promote eu-west-1 1"]);
  });

  it("goes back when the standby does not catch up", async () => {
    const world = await FailoverWorld.founded();
    world.regions.caughtUp = false;
    await changed(world, orderOf("a", "switchover"));
    expect(await world.faults(back)).toEqual([]);
    expect(world.regions.pages[0]).toBe("eu-west-1 did not catch up with us-east-1 in 500 ms");
  });

  it("goes on as a failover when the old writer is lost on the way", async () => {
    const world = await FailoverWorld.founded();
    const hand = new Hand(attended(orderOf("a", "switchover")), world);
    await hand.until(() => hand.step === "F2.5.fence");
    world.regions.of("us-east-1").state = { role: "unreachable", busy: false, ready: false };
    await hand.until();
    expect(hand.made).toContain("F2.5.unplan");
    expect(await world.faults(inEurope)).toEqual([]);
  });
});

describe("begun", () => {
  it.each<[string, Partial<RegionState>, string]>([
    ["is busy", { busy: true }, "an operation is in progress in eu-west-1"],
    ["has no capacity", { ready: false, detail: "2 of 3" }, "eu-west-1 is not ready: 2 of 3"],
    [
      "is gone",
      { role: "unreachable" },
      "the database of eu-west-1 is unreachable, must be standby",
    ],
    ["writes", { role: "writer" }, "the database of eu-west-1 is writer, must be standby"],
  ])("seals nothing when the target %s", async (_, state, problem) => {
    const world = await FailoverWorld.founded();
    const database = world.regions.of("eu-west-1");
    database.state = { ...database.state, ...state };
    const hand = await new Hand(begun(orderOf("a")), world).until();
    expect(hand.result).toEqual({ kind: "refused", problems: [problem] });
    expect((await world.control()).phase).toBe("ACTIVE");
    expect(world.regions.pages).toEqual(["failover to eu-west-1 not begun"]);
  });

  it("refuses an order about an epoch that is over", async () => {
    const world = await FailoverWorld.founded();
    await changed(world);
    const hand = await new Hand(begun(orderOf("b")), world).until();
    expect(hand.result).toMatchObject({
      problems: ["the order is about epoch 1, and it is epoch 2"],
    });
  });

  it("turns a roll whose region is lost into a failover", async () => {
    const world = await FailoverWorld.founded();
    const roll = new Hand(attended(orderOf("a", "roll")), world);
    await roll.until(() => roll.step === "F4.fence");
    world.regions.of("us-east-1").state = { role: "unreachable", busy: false, ready: false };
    const other = await run(begun(orderOf("b")), world.ports);
    if (other.kind === "refused") throw new Error(other.problems.join());
    await run(carriedOut(other.control, settings), world.ports);
    expect(await world.faults(inEurope)).toEqual([]);
  });
});

describe("aborted", () => {
  it.each(["F2.put-seal", "F3.submit"])("takes a failover back before %s", async (step) => {
    const world = await FailoverWorld.founded();
    const hand = new Hand(attended(orderOf("a")), world);
    await hand.until(() => hand.step === step);
    const begin = await run(aborted({ owner: "b" }), world.ports);
    if (begin.kind === "refused") throw new Error(begin.problems.join());
    await run(carriedOut(begin.control, settings), world.ports);
    await hand.until();
    expect(await world.faults(back)).toEqual([]);
    expect(world.regions.writers()).toEqual(["us-east-1"]);
  });

  it("refuses once a promotion was submitted", async () => {
    const world = await FailoverWorld.founded();
    const hand = new Hand(attended(orderOf("a")), world);
    await hand.until(() => hand.step === "F3.promote.check");
    expect(await run(aborted({ owner: "b" }), world.ports)).toEqual({
      kind: "refused",
      problems: ["the promotion of eu-west-1 is submitted, or the change has gone on"],
    });
  });

  it("refuses when the old writer is not seen", async () => {
    const world = await FailoverWorld.founded();
    const hand = new Hand(attended(orderOf("a")), world);
    await hand.until(() => hand.step === "F3.submit");
    world.regions.of("us-east-1").state = { role: "unreachable", busy: false, ready: false };
    expect(await run(aborted({ owner: "b" }), world.ports)).toMatchObject({ kind: "refused" });
    expect((await world.control()).change?.target).toBe("eu-west-1");
  });
});

describe("a controller that waits for a promotion which another one asked for", () => {
  it.each(["F3.promote.check", "F3.promote"])("outwaits one that slept before %s", async (step) => {
    const world = await FailoverWorld.founded();
    const asleep = new Hand(attended(orderOf("a")), world);
    await asleep.until(() => asleep.step === step);
    world.regions.promotions = ["refused"];
    const taker = new Hand(attended(orderOf("b")), world);
    await taker.until();
    // The call of the one that slept, made now, must find that its time is over.
    world.regions.promotions = ["done"];
    await asleep.until();
    expect(world.regions.writers()).toEqual(["us-east-1"]);
    expect(await world.faults(back)).toEqual([]);
  });
});

describe("the hold of a controller", () => {
  it("is given up when the control item was changed by somebody else", async () => {
    const world = await FailoverWorld.founded();
    const hand = new Hand(attended(orderOf("a")), world);
    await hand.until(() => hand.step === "F3.latch.check");
    const control = await world.control();
    if (!isSealing(control)) throw new Error("no change is under way");
    await world.journal.replaceControl(moved("take", control, { owner: "b" }), control.revision);
    const before = [...world.regions.effects];
    await hand.until();
    expect(world.regions.effects).toEqual(before);
  });
});
