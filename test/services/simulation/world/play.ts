// SPDX-License-Identifier: Apache-2.0
import type { StepCoverage } from "../engine/step-coverage";
import type { Fault, Plan, RegionName } from "../engine/plan";
import type { Protocol } from "../protocol/protocol";
import { Clients } from "./clients";
import { Controllers } from "./controllers";
import type { Host } from "./host";
import type { Violation } from "./judge";
import { judgeEnd } from "./judge-end";
import { Pod } from "./pod";
import { SimulatedProcessors } from "./processors";
import { World } from "./world";

/** What came of one schedule. */
export interface Outcome {
  readonly violation: Violation | undefined;
  /** How much happened, as a measure of work. */
  readonly events: number;
  /** Epochs that were opened after the first. */
  readonly epochs: number;
  readonly final: number;
}

/** How long after the last fault everything has to be in order again, in milliseconds. */
const settling = 30_000;

/** Plays one schedule to its end, which is when all is final, or when something must not be. */
export function play(
  plan: Plan,
  protocol: Protocol,
  coverage: StepCoverage,
  trace?: (line: string) => void,
): Outcome {
  const world = new World(plan, protocol, coverage, trace);
  const { judge, timeline } = world;
  const processors = new SimulatedProcessors(
    timeline,
    plan.faults,
    (reason) => world.unavailable(reason),
    (notification) => {
      notify(notification, 0);
    },
    (detail) => {
      judge.report("I2", detail);
    },
  );
  const pods = {
    east: [1, 2, 3].map((n) => new Pod(`east-${n}`, "east", world, processors, 1 + n * 3)),
    west: [1, 2, 3].map((n) => new Pod(`west-${n}`, "west", world, processors, 1 + n * 3)),
  };
  const controllers = new Controllers(world);
  const clients = new Clients(world, pods, () => controllers.latch.pointed);
  const notify = (notification: Parameters<Pod["notify"]>[0], tries: number) => {
    const region = controllers.latch.pointed;
    const pod = pods[region][tries % pods[region].length];
    let taken = false;
    timeline.after(200, () => {
      world.network.carry("processor", region, () => {
        if (!pod?.host.isUp) return;
        pod.host.guard(() => {
          pod.notify(notification, () => {
            taken = true;
          });
        })();
      });
    });
    timeline.after(1_000, () => {
      if (!taken) notify(notification, tries + 1);
    });
  };
  controllers.begin();
  for (const pod of [...pods.east, ...pods.west]) pod.host.boot();
  for (const operation of plan.operations) clients.plan(operation);
  for (const change of plan.changes) controllers.plan(change);
  const hosts = [...pods.east, ...pods.west].map((pod) => pod.host).concat(controllers.hosts);
  for (const fault of plan.faults) inflict(fault, world, hosts);

  const healed = endOf(plan);
  let events = timeline.runUntil(healed);
  while (!judge.violation && timeline.now < healed + settling) {
    events += timeline.runUntil(timeline.now + 250);
    if (clients.open.size === 0 && controllers.isAtRest && isSettled(world)) break;
  }
  if (!judge.violation) judgeEnd(world, { processors, clients, latch: controllers.latch, healed });
  return {
    violation: judge.violation,
    events,
    epochs: (world.journal.control?.epoch ?? 1) - 1,
    final: judge.finals.size,
  };
}

/** When everything that the plan breaks is whole again. */
function endOf(plan: Plan): number {
  const ends = plan.faults.map((fault) => {
    if (!("at" in fault)) return 0;
    return fault.at + ("lasts" in fault ? fault.lasts : 0) + ("down" in fault ? fault.down : 0);
  });
  const begun = [...plan.operations, ...plan.changes].map(({ at }) => at);
  return Math.max(0, ...ends, ...begun);
}

function isSettled(world: World): boolean {
  const active = world.journal.control?.active as RegionName;
  // Else a schedule would end before people had looked at what its last fault did.
  if (!world.databases.serves(active)) return false;
  for (const { operation } of world.databases.read(active).rows.values()) {
    if (operation.status === "pending" || operation.status === "accepted") return false;
    if (operation.journaled < operation.version) return false;
  }
  return true;
}

function inflict(fault: Fault, world: World, hosts: readonly Host[]): void {
  const { timeline, databases } = world;
  if (!("at" in fault)) return;
  timeline.at(fault.at, () => {
    switch (fault.kind) {
      case "crash":
        hosts.find(({ name }) => name === fault.process)?.crash(fault.down);
        return;
      case "pause":
        hosts.find(({ name }) => name === fault.process)?.pause(fault.lasts);
        return;
      case "region-down":
        databases.goDown(fault.region);
        for (const host of hosts) if (host.region === fault.region) host.crash(fault.lasts);
        timeline.after(fault.lasts, () => {
          databases.comeBack(fault.region);
        });
        return;
      case "clock-jump":
        if (fault.process === "database") {
          world.databaseClockError.east += fault.by;
          world.databaseClockError.west += fault.by;
        } else {
          const host = hosts.find(({ name }) => name === fault.process);
          if (host) host.clockError += fault.by;
        }
        return;
      case "commits-lost":
        databases.loseCommits(fault.region, fault.count);
        return;
      case "cut":
      case "lag":
      case "journal-down":
      case "journal-slow":
      case "processor":
        // Where it is felt, it is looked up.
        return;
    }
  });
}
