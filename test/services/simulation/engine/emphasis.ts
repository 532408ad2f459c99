// SPDX-License-Identifier: Apache-2.0
import { drain, losses, promotion, rolls } from "./emphasized-changes";
import type { Fate, Fault, PlannedChange, PlannedOperation } from "./plan";
import type { Random } from "./random";

/**
 * What a schedule may hold more of, since chance alone would seldom bring together what belongs
 * together: one in eight has one of these.
 */
export const emphases = [
  "promotion",
  "lag",
  "outage",
  "rolls",
  "doubles",
  "holes",
  "joins",
  "silence",
  "sleep",
  "losses",
  "drain",
] as const;

export type Emphasis = (typeof emphases)[number];

interface Additions {
  readonly faults: readonly Fault[];
  readonly changes: readonly PlannedChange[];
  readonly operations: readonly PlannedOperation[];
}

/** What is added to a plan, given when its failover is ordered. */
export function emphasized(emphasis: Emphasis, random: Random, failover: number): Additions {
  const nothing: Additions = { faults: [], changes: [], operations: [] };
  switch (emphasis) {
    case "promotion":
      return { ...nothing, ...promotion(random, failover) };
    case "lag":
      return { ...nothing, faults: lag(random, failover) };
    case "outage":
      return { ...nothing, faults: outage(random) };
    case "rolls":
      return { ...nothing, ...rolls(random, failover) };
    case "doubles":
      return { ...nothing, faults: doubles(random) };
    case "holes":
      return { ...nothing, ...holes(random, failover) };
    case "joins":
      return { ...nothing, faults: joins(random, failover) };
    case "drain":
      return { ...nothing, ...drain(random, failover) };
    case "losses":
      return { ...nothing, faults: losses(random, failover) };
    case "sleep":
      return sleep(random, failover);
    case "silence":
      return silence(random, failover);
  }
}

/** A standby that is far behind when its primary goes. */
function lag(random: Random, failover: number): Fault[] {
  return [
    { kind: "lag", at: 0, lasts: failover + 2_000, by: random.between(500, 6_000) },
    {
      kind: "region-down",
      region: "east",
      at: failover - random.between(0, 600),
      lasts: random.between(2_000, 6_000),
    },
  ];
}

/** A processor that charges and does not say so, for longer than it remembers keys. */
function outage(random: Random): Fault[] {
  const jumps = (["east-1", "east-2", "east-3", "west-1", "west-2", "west-3", "database"] as const)
    .filter(() => random.chance(0.6))
    .map((process) => ({
      kind: "clock-jump" as const,
      process,
      at: random.between(2_500, 20_000),
      by: -random.between(10_000, 200_000),
    }));
  return [
    { kind: "processor", trouble: "no-answer", at: 600, lasts: random.between(62_000, 75_000) },
    ...jumps,
  ];
}

/** Messages of the steps that must be harmless twice, or late. */
function doubles(random: Random): Fault[] {
  const steps = [
    ...["F4.apply", "F1.close-shard", "F4.create-shard", "F2.put-seal", "R2.register"],
    ...["put", "put", "put", "put", "J4.delete-slots", "C3.advance", "J1.remove-log"],
  ] as [string, ...string[]];
  const faults: Fault[] = [{ kind: "lag", at: 0, lasts: 4_000, by: random.between(500, 3_000) }];
  for (let index = 0; index < 5; index++) {
    const step = random.pick(steps);
    faults.push({
      kind: "message-at-step",
      step,
      occurrence: step === "put" ? random.below(80) : random.below(4),
      fate: random.pick<Fate>(["twice", "twice", "late", "lost"]),
      delay: random.between(50, 2_500),
    });
  }
  return faults;
}

/** Many slots in flight when the logs are sealed, and some of them lost or late. */
function holes(random: Random, failover: number) {
  const operations = Array.from({ length: 40 }, (_, index) => ({
    kind: "pay" as const,
    at: failover + random.between(-250, 250),
    key: `burst${index}`,
    of: "",
    amount: 100,
    outcome: "succeeded" as const,
    astray: false,
  }));
  const faults: Fault[] = Array.from({ length: 8 }, () => ({
    kind: "message-at-step" as const,
    step: "put",
    occurrence: 10 + random.below(90),
    fate: random.pick<Fate>(["late", "late", "lost"]),
    delay: random.between(150, 3_000),
  }));
  return { faults, operations };
}

/** Processes that start while the registry is being closed, and registrations that come late. */
function joins(random: Random, failover: number): Fault[] {
  const crashes = ["east-1", "east-2", "east-3"].map((process) => ({
    kind: "crash" as const,
    process,
    at: failover - random.between(100, 900),
    down: random.between(20, 900),
  }));
  return [
    ...crashes,
    {
      kind: "message-at-step",
      step: "R2.register",
      occurrence: 3 + random.below(3),
      fate: random.pick<Fate>(["late", "twice"]),
      delay: random.between(50, 280),
    },
    {
      kind: "stop-at-step",
      step: "R2.register",
      occurrence: 3 + random.below(3),
      when: "before",
      how: "pause",
      lasts: random.between(100, 1_200),
    },
    {
      kind: "stop-at-step",
      step: random.pick(["F1.close-shard", "F1.read-shard", "F2.highest-slot"]),
      occurrence: random.below(4),
      when: "before",
      how: "pause",
      lasts: random.between(50, 900),
    },
  ];
}

/** The old region's processes sleep over the failover, and are asked as soon as they wake. */
function sleep(random: Random, failover: number): Additions {
  const faults = ["east-1", "east-2", "east-3"].map((process) => ({
    kind: "pause" as const,
    process,
    at: failover - random.between(0, 500),
    lasts: random.between(5_500, 7_500),
  }));
  const operations = Array.from({ length: 20 }, (_, index) => ({
    kind: "read" as const,
    at: failover + 5_000 + index * 120,
    key: `early-read${index}`,
    of: `pay${random.below(16)}`,
    amount: 0,
    outcome: "succeeded" as const,
    astray: true,
  }));
  const apart = {
    kind: "cut" as const,
    links: ["east>west" as const, "west>east" as const],
    at: failover + 500,
    lasts: 8_000,
  };
  return { faults: [...faults, apart], changes: [], operations };
}

/** The old region is cut off from the journal alone, and clients still ask it for what they know. */
function silence(random: Random, failover: number): Additions {
  const faults: Fault[] = [
    {
      kind: "cut",
      links: ["east>journal", "journal>east", "east>west", "west>east"],
      at: failover - random.between(0, 300),
      lasts: random.between(6_000, 9_000),
    },
  ];
  const operations = Array.from({ length: 24 }, (_, index) => ({
    kind: "read" as const,
    at: failover + 3_000 + index * 200,
    key: `late-read${index}`,
    of: `pay${random.below(16)}`,
    amount: 0,
    outcome: "succeeded" as const,
    astray: random.chance(0.7),
  }));
  return { faults, changes: [], operations };
}
