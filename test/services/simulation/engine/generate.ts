// SPDX-License-Identifier: Apache-2.0
import { emphases, emphasized, type Emphasis } from "./emphasis";
import {
  type Fate,
  type Fault,
  type Place,
  type Plan,
  type PlannedChange,
  type PlannedOperation,
  type RegionName,
} from "./plan";
import { Random } from "./random";
import { stepNames } from "./step-names";

/** Processes that can die or stand still. */
export const processNames = [
  "east-1",
  "east-2",
  "east-3",
  "west-1",
  "west-2",
  "west-3",
  "controller-1",
  "controller-2",
  "controller-3",
] as const;

const regions: readonly [RegionName, RegionName] = ["east", "west"];

/** When the operations are asked for, in milliseconds. */
const busyUntil = 2_500;

/**
 * Makes the plan of a seed: at least 30 operations, a failover, and two faults.
 *
 * @param emphasis what it is to hold more of @default - drawn by the seed, mostly nothing
 */
export function generate(seed: number, emphasis?: Emphasis): Plan {
  const random = new Random(seed, "plan");
  const operations = operationsOf(random);
  const failover = random.between(700, 2_000);
  const changes = changesOf(random, failover);
  const faults = faultsOf(random);
  const drawn = random.chance(1 / 8) ? random.pick(emphases) : undefined;
  const more = emphasis ?? drawn;
  if (!more) return { seed, operations, changes, faults: withOneGoodClock(faults) };
  const added = emphasized(more, random, failover);
  return {
    seed,
    operations: [...operations, ...added.operations],
    changes: [...changes, ...added.changes],
    faults: withOneGoodClock([...faults, ...added.faults]),
  };
}

/**
 * Either the database's clock is wrong or the processes' are: how old a key is, is told by the one
 * that is ahead, and no protocol can tell the time when every clock there is has jumped back.
 */
function withOneGoodClock(faults: readonly Fault[]): readonly Fault[] {
  const isDatabase = (fault: Fault) => fault.kind === "clock-jump" && fault.process === "database";
  if (!faults.some(isDatabase)) return faults;
  return faults.map((fault) =>
    fault.kind === "clock-jump" ? { ...fault, process: "database" } : fault,
  );
}

function operationsOf(random: Random): PlannedOperation[] {
  const operations: PlannedOperation[] = [];
  const pays = 16 + random.below(5);
  for (let index = 0; index < pays; index++) {
    const drawn = random.next();
    operations.push({
      kind: "pay",
      at: random.between(50, busyUntil),
      key: `pay${index}`,
      of: "",
      amount: 100 * (1 + random.below(9)),
      outcome: drawn < 0.15 ? "declined" : drawn < 0.25 ? "accepted" : "succeeded",
      astray: random.chance(0.1),
    });
  }
  const others = 32 - pays + random.below(4);
  for (let index = 0; index < others; index++) {
    const of = random.pick(operations as [PlannedOperation]);
    const at = of.at + random.between(50, 1_500);
    const kind = random.pick<PlannedOperation["kind"]>([
      "read",
      "read",
      "refund",
      "refund",
      "pay",
      "other-body",
    ]);
    const key = kind === "refund" ? `refund${index}` : kind === "read" ? `read${index}` : of.key;
    if (of.kind !== "pay" || of.of !== "") continue;
    operations.push({
      kind,
      at,
      key,
      of: of.key,
      amount:
        kind === "refund" ? 100 * (1 + random.below(6)) : of.amount + Number(kind === "other-body"),
      outcome: kind === "refund" && random.chance(0.2) ? "declined" : of.outcome,
      astray: random.chance(0.1),
    });
  }
  while (operations.length < 30) {
    const of = random.pick(operations as [PlannedOperation]);
    const key = `read-${operations.length}`;
    operations.push({ ...of, kind: "read", key, of: of.of === "" ? of.key : of.of });
  }
  return operations;
}

function changesOf(random: Random, failover: number): PlannedChange[] {
  const one = (kind: PlannedChange["kind"], at: number): PlannedChange => ({
    kind,
    at,
    controllers: random.pick([
      ["controller-1", "controller-2"],
      ["controller-1", "controller-2"],
      ["controller-1"],
      ["controller-2", "controller-3"],
    ]),
  });
  const changes = [one("failover", failover)];
  if (random.chance(0.25)) changes.push(one("abort", failover + random.between(20, 900)));
  if (random.chance(0.4)) {
    const kind = random.pick<PlannedChange["kind"]>([
      "failover",
      "switchover",
      "switchover",
      "roll",
    ]);
    changes.push(one(kind, random.between(500, 5_000)));
  }
  return changes;
}

function faultsOf(random: Random): Fault[] {
  const faults: Fault[] = [];
  const count = 2 + random.below(5);
  for (let index = 0; index < count; index++) faults.push(faultOf(random));
  return faults;
}

function faultOf(random: Random): Fault {
  const at = random.between(100, 3_000);
  const lasts = random.chance(0.3) ? random.between(2_000, 8_000) : random.between(50, 1_500);
  const process = random.pick(processNames);
  const drawn = random.next();
  if (drawn < 0.24) {
    return {
      kind: "stop-at-step",
      step: random.pick(stepNames),
      occurrence: random.chance(0.6) ? 0 : random.below(20),
      when: random.pick(["before", "after"]),
      how: random.chance(0.7) ? "crash" : "pause",
      lasts: random.chance(0.7) ? random.between(50, 2_000) : random.between(2_000, 7_000),
    };
  }
  const fate = random.pick<Fate>(["lost", "answer-lost", "late", "twice", "conflict"]);
  if (drawn < 0.36) {
    const step = random.pick(stepNames);
    const occurrence = random.chance(0.6) ? 0 : random.below(20);
    return {
      kind: "message-at-step",
      step,
      occurrence,
      fate,
      delay: random.between(200, 4_000),
    };
  }
  if (drawn < 0.46) {
    return {
      kind: "message",
      to: random.pick(["journal", "journal", "journal", "processor", "east", "west"]),
      nth: random.below(400),
      fate,
      delay: random.between(200, 4_000),
    };
  }
  if (drawn < 0.54) return { kind: "pause", process, at, lasts };
  if (drawn < 0.58) return { kind: "crash", process, at, down: lasts };
  if (drawn < 0.7) return { kind: "cut", links: linksOf(random), at, lasts };
  if (drawn < 0.76) {
    return { kind: "region-down", region: random.pick(["east", "east", "west"]), at, lasts };
  }
  return rareFault(random, at, lasts, process);
}

function rareFault(random: Random, at: number, lasts: number, process: string): Fault {
  const drawn = random.next();
  if (drawn < 0.25) return { kind: "lag", at, lasts, by: random.between(200, 5_000) };
  if (drawn < 0.35) return { kind: "journal-down", at, lasts: Math.min(lasts, 2_000) };
  if (drawn < 0.43) return { kind: "journal-slow", at, lasts, by: random.between(20, 300) };
  if (drawn < 0.55) {
    const by = random.pick([-1, 1]) * random.between(1_000, 200_000);
    return { kind: "clock-jump", process: random.chance(0.3) ? "database" : process, at, by };
  }
  if (drawn < 0.75) {
    return {
      kind: "processor",
      trouble: random.pick(["busy", "no-answer", "slow", "slow"]),
      at,
      lasts: Math.min(lasts, 4_000),
    };
  }
  if (drawn < 0.87) return { kind: "promotion-refused", times: 1 + random.below(2) };
  return {
    kind: "commits-lost",
    region: random.pick(regions),
    at,
    count: 1 + random.below(6),
  };
}

function linksOf(random: Random): `${Place}>${Place}`[] {
  const one = random.pick<Place>(["east", "east", "west"]);
  const whole: `${Place}>${Place}`[] = [];
  for (const other of ["east", "west", "journal", "processor", "client"] as const) {
    if (other === one || !random.chance(0.6)) continue;
    const way = random.below(3);
    if (way !== 1) whole.push(`${one}>${other}`);
    if (way !== 2) whole.push(`${other}>${one}`);
  }
  return whole.length > 0 ? whole : [`${one}>journal`];
}
