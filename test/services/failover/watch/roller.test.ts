// SPDX-License-Identifier: Apache-2.0
import { moved, Unavailable } from "payments-journal";
import type { Begun, Control, RegionState } from "payments-journal";
import pino from "pino";
import type { Seen } from "../../../../services/failover/attendant";
import type { Wanted } from "../../../../services/failover/controller";
import { Roller } from "../../../../services/failover/watch/roller";

const control: Control = { epoch: 3, phase: "ACTIVE", active: "us-east-1", revision: 9 };
const day = 86_400_000;
const writer: RegionState = { role: "writer", busy: false, ready: true };

function seen(changes: Partial<Seen> = {}): Seen {
  return {
    control,
    probes: [{ observer: "eu-west-1", result: "good" }],
    pulses: [],
    databases: { "us-east-1": writer },
    served: { epoch: 3, age: day },
    verdict: { kind: "stay", reasons: [] },
    findings: [],
    ...changes,
  };
}

/** A roller of one region, what it ordered, and whom it called. */
class World {
  now = 0;
  busy = false;
  readonly orders: Wanted[] = [];
  readonly pages: string[] = [];
  answer: () => Promise<Begun> = () => Promise.resolve({ kind: "refused", problems: ["busy"] });
  readonly roller: Roller;

  constructor(region = "eu-west-1") {
    const begin = (wanted: Wanted) => {
      this.orders.push(wanted);
      return this.answer();
    };
    const page = (subject: string, detail: string) => {
      this.pages.push(`${subject}: ${detail}`);
      return Promise.resolve();
    };
    const isBusy = () => this.busy;
    const controller = {
      begin,
      get busy() {
        return isBusy();
      },
    };
    this.roller = new Roller(
      { controller, pager: { page }, log: pino({ level: "silent" }), now: () => this.now },
      { region, regions: ["us-east-1", "eu-west-1"], age: day },
    );
  }

  /** What is ordered in a round. */
  async round(changes: Partial<Seen> = {}): Promise<Wanted[]> {
    const before = this.orders.length;
    await this.roller.round(seen(changes));
    return this.orders.slice(before);
  }
}

describe("Roller", () => {
  it("orders a roll of the active region when its epoch is a day old, and not before", async () => {
    const world = new World();
    expect(await world.round({ served: { epoch: 3, age: day - 1 } })).toEqual([]);
    expect(await world.round()).toEqual([{ kind: "roll", target: "us-east-1", epoch: 3 }]);
    expect(world.pages).toEqual([]);
  });

  it.each<[string, Partial<Seen>]>([
    ["nothing is known of the control item", { control: undefined }],
    [
      "a change is under way",
      { control: moved("claim", control, { owner: "a", kind: "roll", target: "us-east-1" }) },
    ],
    ["the database does not say its age", { served: undefined }],
    ["the age is that of another epoch", { served: { epoch: 2, age: day } }],
    ["something speaks against the region", { verdict: { kind: "stay", reasons: ["o1"] } }],
    ["something disagrees with the journal", { findings: [{ subject: "two", detail: "" }] }],
    ["the journal can't be read", { pulses: "unknown" }],
    ["the database is not seen", { databases: {} }],
    ["the database is a standby", { databases: { "us-east-1": { ...writer, role: "standby" } } }],
    ["the database is busy", { databases: { "us-east-1": { ...writer, busy: true } } }],
    ["the database is not ready", { databases: { "us-east-1": { ...writer, ready: false } } }],
  ])("orders nothing while %s", async (_, changes) => {
    const world = new World();
    expect(await world.round(changes)).toEqual([]);
    expect(await world.round()).toHaveLength(1);
  });

  it("orders nothing while its controller is at work", async () => {
    const world = new World();
    world.busy = true;
    expect(await world.round()).toEqual([]);
  });

  it.each(["us-east-1", "eu-central-1"])(
    "orders nothing in %s, which does not stand by",
    async (region) => {
      expect(await new World(region).round({ served: { epoch: 3, age: 9 * day } })).toEqual([]);
    },
  );

  it.each<[string, () => Promise<Begun>]>([
    ["was refused", () => Promise.resolve({ kind: "refused", problems: ["not ready"] })],
    ["found no journal", () => Promise.reject(new Unavailable("throttled"))],
  ])("waits an hour with the next order when one %s", async (_, answer) => {
    const world = new World();
    world.answer = answer;
    await world.round().catch(() => undefined);
    world.now += day / 24 - 1;
    expect(await world.round()).toEqual([]);
    world.now += 1;
    await world.round().catch(() => undefined);
    expect(world.orders).toHaveLength(2);
  });

  it("pages once that an epoch is twice as old as it should be, with what stands in the way", async () => {
    const world = new World();
    const old = { served: { epoch: 3, age: 2 * day }, pulses: "unknown" as const };
    await world.round({ ...old, served: { epoch: 3, age: 2 * day - 1 } });
    expect(world.pages).toEqual([]);
    for (let round = 0; round < 3; round += 1) await world.round(old);
    expect(world.pages).toEqual([
      "epoch 3 is 172800 s old: it was to be renewed after 86400 s; the journal can't be read",
    ]);
    const next = { ...control, epoch: 4 };
    await world.round({ ...old, control: next, served: { epoch: 4, age: 2 * day } });
    expect(world.pages).toHaveLength(2);
  });

  it("pages an old epoch also when nothing but its orders' ends is amiss", async () => {
    const world = new World();
    await world.round({ served: { epoch: 3, age: 2 * day } });
    expect(world.pages).toEqual([
      expect.stringContaining("no roll that was ordered came to its end"),
    ]);
    expect(world.orders).toHaveLength(1);
  });
});
