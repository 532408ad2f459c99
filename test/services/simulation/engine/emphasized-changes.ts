// SPDX-License-Identifier: Apache-2.0
import type { Fate, Fault } from "./plan";
import type { Random } from "./random";

const both = ["controller-1", "controller-2"] as const;

/** Promotions that are refused, late, or asked for by a controller that stood still; and aborts. */
export function promotion(random: Random, failover: number) {
  const calls = ["F3.promote", "F3.submit", "F3.promote.check", "F3.time"] as const;
  const faults: Fault[] = [
    { kind: "promotion-refused", times: random.below(3) },
    {
      kind: "stop-at-step",
      step: random.pick([...calls, "F3.latch", "F3.refused", "F3.await"]),
      occurrence: random.below(2),
      when: random.pick(["before", "after"]),
      how: random.pick(["crash", "pause", "pause"]),
      lasts: random.between(1_200, 6_000),
    },
    {
      kind: "message-at-step",
      step: random.pick(calls),
      occurrence: random.below(2),
      fate: random.pick<Fate>(["late", "late", "twice", "answer-lost", "lost"]),
      delay: random.between(300, 2_500),
    },
  ];
  const aborts = [1, 2, 3].map(() => ({
    kind: "abort" as const,
    at: failover + random.between(200, 4_000),
    controllers: [random.pick(["controller-1", "controller-2", "controller-3"])],
  }));
  return { faults, changes: aborts };
}

/** Epochs that follow one another quickly, while old writers sleep and puts are under way. */
export function rolls(random: Random, failover: number) {
  const changes = [1, 2, 3].map((n) => ({
    kind: "roll" as const,
    at: failover + n * random.between(900, 1_500),
    controllers: both,
  }));
  const faults: Fault[] = [
    {
      kind: "stop-at-step",
      step: random.pick(["writer.put", "writer.append", "writer.flush"]),
      occurrence: random.below(30),
      when: "before",
      how: "pause",
      lasts: random.between(4_000, 12_000),
    },
    {
      kind: "message-at-step",
      step: "put",
      occurrence: random.below(40),
      fate: "late",
      delay: random.between(3_000, 12_000),
    },
    { kind: "lag", at: failover, lasts: 5_000, by: random.between(200, 2_000) },
    {
      kind: "commits-lost",
      region: random.pick(["east", "west"]),
      at: failover + random.between(-300, 3_000),
      count: 1 + random.below(8),
    },
  ];
  return { faults, changes };
}

/** A planned change whose standby is far behind, and whose old writer mostly dies while it waits. */
export function drain(random: Random, failover: number) {
  const ordered = failover - random.between(150, 350);
  const changes = [{ kind: "switchover" as const, at: ordered, controllers: both }];
  const faults: Fault[] = [
    { kind: "lag", at: 0, lasts: ordered + 2_000, by: random.between(1_500, 5_000) },
    {
      kind: "stop-at-step",
      step: random.pick(["F2.5.unplan", "F2.5.unplan", "F2.5.drain.renew", "F3.await.renew"]),
      occurrence: 0,
      when: random.pick(["before", "after"]),
      how: random.pick(["crash", "crash", "pause"]),
      lasts: random.between(50, 3_000),
    },
  ];
  if (random.chance(0.8)) {
    faults.push({
      kind: "region-down",
      region: "east",
      at: ordered + random.between(200, 1_200),
      lasts: random.between(3_000, 6_000),
    });
  }
  return { faults, changes };
}

/** A database that comes back without its last commits while it is made ready for the next epoch. */
export function losses(random: Random, failover: number): Fault[] {
  return [1, 2, 3].map(() => ({
    kind: "commits-lost" as const,
    region: random.pick(["west", "west", "east"]),
    at: failover + random.between(700, 3_000),
    count: 1 + random.below(6),
  }));
}
