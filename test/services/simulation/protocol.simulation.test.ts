// SPDX-License-Identifier: Apache-2.0
import { children, simulate } from "./children";
import { stepNames } from "./engine/step-names";
import { joined, type Summary } from "./run";
import { stepsInSources } from "./steps";

/** How many schedules are played; `SIMULATION_SCHEDULES` asks for more. */
const schedules = Number(process.env["SIMULATION_SCHEDULES"] ?? 100_000);

/** The first seed: another one plays other schedules. */
const first = Number(process.env["SIMULATION_SEED"] ?? 0);

/**
 * Steps that no schedule reaches, each with the reason. What is not listed here has to be reached,
 * and a process has to die before and after it.
 */
const unreached: Readonly<Record<string, string>> = {
  "4.page": "a processor that contradicts itself, which the simulated ones never do",
  "FB.log": "reads how much a failover would have to do, and changes nothing",
  "FB.shard": "the same",
  "H1.highest-slot": "reads the writers' heartbeats, and changes nothing",
  "H2.read-slots": "the same",
  "notice.page": "a notification about an operation that nobody knows",
};

describe("the protocol", () => {
  let summary: Summary;

  beforeAll(async () => {
    const share = Math.ceil(schedules / children);
    const parts = await Promise.all(
      Array.from({ length: children }, async (_, index) => {
        const [part] = await simulate<Summary>([
          "--seed",
          String(first + index * share),
          "--schedules",
          String(share),
        ]);
        if (!part) throw new Error("a process of the simulation told nothing");
        return part;
      }),
    );
    summary = joined(parts);
  }, 3_600_000);

  it("keeps its invariants in every schedule", () => {
    const told = summary.failures.map(
      ({ seed, violation }) =>
        `${violation.invariant}: ${violation.detail}; again: npm run simulate -- --seed ${seed}`,
    );
    expect(told).toEqual([]);
  });

  it("is played in as many schedules as were asked for", () => {
    expect(summary.schedules).toBeGreaterThanOrEqual(schedules);
  });

  it("changes its epoch in nearly every schedule, and answers", () => {
    expect(summary.withNewEpoch / summary.schedules).toBeGreaterThan(0.9);
    expect(summary.answers / summary.schedules).toBeGreaterThan(15);
  });

  it("has every step in its sources reached", () => {
    const missing = stepsInSources().filter((step) => !(step in summary.reached));
    expect(missing).toEqual(Object.keys(unreached).sort());
    expect(Object.keys(summary.reached).filter((step) => !stepNames.includes(step))).toEqual([]);
  });

  it("has a process die before and after every step", () => {
    const missed = Object.keys(summary.reached)
      .flatMap((step) => [`before ${step}`, `after ${step}`])
      .filter((name) => !(name in summary.crashed));
    expect(missed).toEqual([]);
  });
});
