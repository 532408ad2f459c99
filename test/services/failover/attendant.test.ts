// SPDX-License-Identifier: Apache-2.0
import { Unavailable } from "payments-journal";
import { AttendedWorld, regions, takeover } from "../../support/attended-world";

const failover = { kind: "failover", target: "eu-west-1" } as const;

describe("an attendant that follows the control item", () => {
  it("does nothing before the platform is founded", async () => {
    const world = new AttendedWorld("eu-west-1");
    await world.seconds(3);
    expect([...world.done, ...world.looked]).toEqual([]);
  });

  it("sends clients where it says", async () => {
    const world = await AttendedWorld.in();
    expect(regions.map((region) => world.latch.retired(region))).toEqual([false, true]);
    await world.open(2, "eu-west-1");
    expect(regions.map((region) => world.latch.retired(region))).toEqual([true, false]);
  });

  it("goes on at once with a change that is its own controller's", async () => {
    const world = await AttendedWorld.in();
    await world.change("claim", { ...failover, owner: "own" });
    expect(world.done).toEqual(["carry out failover"]);
  });

  it("takes a change over that has stood still for long enough, and not before", async () => {
    const world = await AttendedWorld.in();
    await world.change("claim", failover);
    world.now += takeover - 1;
    await world.change("renew");
    world.now += takeover - 1;
    await world.attendant.follow();
    expect(world.done).toEqual([]);
    world.now += 1;
    await world.attendant.follow();
    expect(world.done).toEqual(["take over failover of other"]);
  });

  it("leaves a change alone while its controller is at work", async () => {
    const world = await AttendedWorld.in();
    world.busy = true;
    await world.change("claim", { ...failover, owner: "own" });
    expect(world.done).toEqual([]);
  });

  it("leaves a change alone in a third region", async () => {
    const world = await AttendedWorld.in("eu-central-1");
    await world.change("claim", failover);
    world.now += takeover;
    await world.attendant.follow();
    expect(world.done).toEqual([]);
  });
});

describe("an attendant in its rounds", () => {
  it("orders nothing while the region is well", async () => {
    const world = await AttendedWorld.in();
    await world.seconds(9);
    expect(world.orders).toEqual([]);
    expect(world.attendant.seen).toMatchObject({
      probes: [{ observer: "here", result: "good" }],
      pulses: [{ log: "1#a" }],
      databases: { "us-east-1": { role: "writer" }, "eu-west-1": { role: "standby" } },
      verdict: { kind: "stay", reasons: [] },
      findings: [],
    });
  });

  it("orders a failover to its own region when the other is lost", async () => {
    const world = await AttendedWorld.in();
    world.well = false;
    await world.seconds(3);
    expect(world.orders).toEqual([{ ...failover, epoch: 1 }]);
    expect(new Set(world.looked)).toEqual(new Set(["us-east-1"]));
  });

  it.each(["us-east-1", "eu-central-1"])(
    "orders nothing in %s, whatever it sees",
    async (region) => {
      const world = await AttendedWorld.in(region);
      world.well = false;
      await world.seconds(9);
      expect(world.attendant.seen.verdict.kind).toBe("fail-over");
      expect(world.orders).toEqual([]);
    },
  );

  it("orders nothing while its controller is at work", async () => {
    const world = await AttendedWorld.in();
    world.well = false;
    world.busy = true;
    await world.seconds(9);
    expect(world.orders).toEqual([]);
  });

  it("orders the failover again in the next round when it is refused", async () => {
    const world = await AttendedWorld.in();
    world.well = false;
    await world.seconds(4);
    expect(world.orders).toHaveLength(2);
  });

  it("looks at the region that a change is for, and leaves one to its own region to its end", async () => {
    const world = await AttendedWorld.in();
    await world.change("claim", failover);
    world.databases.of("eu-west-1").state = { role: "unreachable", busy: false, ready: false };
    world.well = false;
    await world.seconds(9);
    expect(new Set(world.looked)).toEqual(new Set(["eu-west-1"]));
    expect(world.orders).toEqual([]);
  });

  it("turns a roll whose database is lost into a failover", async () => {
    const world = await AttendedWorld.in();
    await world.change("claim", { kind: "roll", target: "us-east-1" });
    world.well = false;
    await world.seconds(9);
    expect(world.orders).toEqual([]);
    world.databases.of("us-east-1").state = { role: "unreachable", busy: false, ready: false };
    await world.seconds(1);
    expect(world.orders).toEqual([{ ...failover, epoch: 1 }]);
  });

  it("fails over soon after a roll, and not soon after a change of region", async () => {
    const world = await AttendedWorld.in();
    await world.seconds(1);
    await world.change("claim", { kind: "roll", target: "us-east-1" });
    await world.seconds(1);
    await world.open(2, "us-east-1");
    world.well = false;
    await world.seconds(4);
    expect(world.orders[0]).toEqual({ ...failover, epoch: 2 });

    world.orders.length = 0;
    await world.change("claim", failover);
    await world.seconds(1);
    await world.open(3, "us-east-1");
    await world.seconds(9);
    expect(world.attendant.seen.verdict.kind).toBe("held-off");
    expect(world.orders).toEqual([]);
  });

  it("knows nothing of the writers while the journal can't be read, and moves nothing", async () => {
    const world = await AttendedWorld.in();
    world.well = false;
    world.journalAnswers = () => Promise.reject(new Unavailable("throttled"));
    await world.seconds(9);
    expect(world.attendant.seen.pulses).toBe("unknown");
    expect(world.orders).toEqual([]);
  });

  it("ends a round by an error that is no want of an answer", async () => {
    const world = await AttendedWorld.in();
    world.journalAnswers = () => Promise.reject(new TypeError("broken"));
    await expect(world.seconds(1)).rejects.toThrow("broken");
  });

  it("pages what disagrees with the control item once, and anew when it was gone in between", async () => {
    const world = await AttendedWorld.in();
    const other = world.databases.of("eu-west-1");
    const standby = other.state;
    other.state = { ...standby, role: "writer" };
    await world.seconds(3);
    const page = "two databases accept writes: us-east-1, eu-west-1";
    expect(world.databases.pages).toEqual([page]);
    expect(world.attendant.seen.findings.map(({ subject }) => subject)).toEqual([page]);
    other.state = standby;
    await world.seconds(1);
    other.state = { ...standby, role: "writer" };
    await world.seconds(1);
    expect(world.databases.pages).toEqual([page, page]);
  });

  it("pages a database that is in an earlier epoch than the journal, and orders nothing", async () => {
    const world = await AttendedWorld.in();
    await world.open(2, "us-east-1");
    world.served = 2;
    await world.seconds(2);
    expect(world.databases.pages).toEqual([]);
    world.served = 1;
    await world.seconds(2);
    expect(world.databases.pages).toEqual([
      "the database of us-east-1 came back without its last commits",
    ]);
    expect(world.orders).toEqual([]);
  });

  it("pages a change that takes too long, by how long its phase has lasted", async () => {
    const world = await AttendedWorld.in();
    world.now += 500_000;
    await world.change("claim", failover);
    await world.seconds(1);
    world.now += 119_000;
    await world.change("renew");
    await world.attendant.round();
    expect(world.databases.pages).toEqual([]);
    await world.seconds(1);
    expect(world.databases.pages).toEqual(["the failover to eu-west-1 takes too long"]);
  });
});
