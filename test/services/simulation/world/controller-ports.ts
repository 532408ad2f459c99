// SPDX-License-Identifier: Apache-2.0
import type { Call, JournalRecord } from "payments-journal";

import type { RegionName } from "../engine/plan";
import type { Host, Perform } from "./host";
import type { SimulatedLatch } from "./latch";
import { deadlines, invoke, type World } from "./world";

type Methods = Readonly<Record<string, (...args: unknown[]) => unknown>>;

/** Promotions under way: asked for, refused, done. */
export class Promotions {
  private refusals: number;
  private readonly busy = new Set<RegionName>();

  constructor(private readonly world: World) {
    this.refusals = world.plan.faults
      .filter((fault) => fault.kind === "promotion-refused")
      .reduce((sum, { times }) => sum + times, 0);
  }

  isBusy(region: RegionName): boolean {
    return this.busy.has(region);
  }

  ask(region: RegionName, lapsesAt: number): "accepted" | "refused" {
    const { databases, judge, timeline, journal } = this.world;
    // What comes late has no effect: the request has lapsed by the database's own clock.
    if (timeline.now > lapsesAt) return "refused";
    if (databases.role(region) !== "standby" || this.busy.has(region)) return "refused";
    if (this.refusals > 0) {
      this.refusals--;
      return "refused";
    }
    const control = journal.control;
    if (control?.phase !== "SEALING" || control.change?.target !== region) {
      judge.report("I3", `${region} is promoted: ${JSON.stringify(control)}`);
    }
    const unsealed = control ? journal.unsealed(control.epoch) : [];
    if (unsealed.length > 0) {
      judge.report("I3", `${region} is promoted while ${unsealed.join(", ")} can be written to`);
    }
    this.busy.add(region);
    timeline.after(this.world.random(`promotion ${timeline.now}`).between(50, 900), () => {
      this.busy.delete(region);
      if (!databases.answers(region)) return;
      databases.promote(region);
      const now = journal.control;
      const writes = now?.phase === "SEALING" ? now.change?.target : now?.active;
      if (writes !== region) {
        judge.report("I3", `two databases write: ${region} as well, ${JSON.stringify(now)}`);
      }
    });
    return "accepted";
  }
}

/**
 * Does the calls of the controller's procedures for one process.
 *
 * @param epoch the one that a change opens, which replay writes in @default - nothing is replayed
 */
export function controllerPorts(
  world: World,
  host: Host,
  latch: SimulatedLatch,
  promotions: Promotions,
  epoch?: number,
): Perform {
  const callJournal = world.callJournal(host);
  return (call, answered, failed) => {
    switch (call.port) {
      case "journal":
        callJournal(call, answered, failed);
        return;
      case "databases":
        askDatabases(world, host, promotions, call, answered, failed);
        return;
      case "latch":
        world.network.send({
          step: call.step,
          from: host.region,
          to: host.region,
          act: () => invoke(latch, call),
          answered,
          failed,
          deadline: deadlines.journal,
          unknown: () => world.unavailable("the latch did not answer"),
        });
        return;
      case "clock":
        if (call.method === "monotonic") answered(world.timeline.now);
        else {
          world.timeline.after(call.args[0] as number, () => {
            answered(undefined);
          });
        }
        return;
      case "pager":
        answered(undefined);
        return;
      default:
        askReplayTarget(world, host, epoch, call, answered, failed);
    }
  };
}

function askDatabases(
  world: World,
  host: Host,
  promotions: Promotions,
  call: Call,
  answered: (answer: unknown) => void,
  failed: (error: unknown) => void,
): void {
  const { databases, timeline } = world;
  const region = call.args[0] as RegionName;
  const methods: Methods = {
    observe: () => ({
      role: databases.role(region) === "writer" ? "writer" : "standby",
      busy: promotions.isBusy(region),
      ready: true,
    }),
    now: () => timeline.now,
    promote: (_, order) =>
      promotions.ask(region, (order as { readonly notAfter: number }).notAfter),
    raiseFence: (_, epoch) => {
      if (databases.role(region) !== "writer") throw world.unavailable("read-only");
      databases.commit(region, (state) => {
        state.raiseFence(epoch as number);
      });
    },
    position: () => databases.position(region),
    reached: (_, position) => databases.reached(region, position as string),
  };
  world.askDatabase(
    host,
    call.step,
    region,
    () => invoke(methods, call),
    answered,
    (error) => {
      const silent = call.method === "observe" && world.isExpected(error);
      if (silent) answered({ role: "unreachable", busy: false, ready: false });
      else failed(error);
    },
  );
}

/** The port of a region's database as what is replayed into, or compared with the journal. */
function askReplayTarget(
  world: World,
  host: Host,
  epoch: number | undefined,
  call: Call,
  answered: (answer: unknown) => void,
  failed: (error: unknown) => void,
): void {
  const { databases } = world;
  const standby = call.port === "standby";
  const region = standby ? host.region : regionOf(call.port);
  const methods: Methods = {
    versionsOf: (operations) => {
      // An old primary is no standby: what it has, the database that writes may lack.
      if (standby && databases.role(region) !== "standby") throw world.unavailable("no standby");
      const state = databases.read(region);
      return new Map(
        (operations as readonly string[]).map((name) => [name, state.versionOf(name)] as const),
      );
    },
    apply: (records) => {
      if (databases.role(region) !== "writer") throw world.unavailable("read-only");
      if (epoch === undefined) throw new TypeError("replay outside of a change of epoch");
      databases.commit(region, (state) => {
        // Under the fence, as PostgreSQL is written to.
        state.check(epoch);
        return state.replay(records as readonly JournalRecord[]);
      });
    },
  };
  world.askDatabase(host, call.step, region, () => invoke(methods, call), answered, failed);
}

function regionOf(port: string): RegionName {
  return port.endsWith("east") ? "east" : "west";
}
