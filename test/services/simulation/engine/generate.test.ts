// SPDX-License-Identifier: Apache-2.0
import { emphases } from "./emphasis";
import { generate } from "./generate";

const seeds = Array.from({ length: 1_000 }, (_, seed) => seed);

describe("generate", () => {
  it("gives every schedule 30 operations, a failover and two faults", () => {
    for (const seed of seeds) {
      const { operations, changes, faults } = generate(seed);
      expect(operations.length).toBeGreaterThanOrEqual(30);
      expect(changes.map(({ kind }) => kind)).toContain("failover");
      expect(faults.length).toBeGreaterThanOrEqual(2);
    }
  });

  it("makes the same plan of the same seed", () => {
    for (const seed of seeds.slice(0, 100)) expect(generate(seed)).toEqual(generate(seed));
  });

  it("draws every kind of fault, of change and of operation", () => {
    const plans = seeds.map((seed) => generate(seed));
    const kinds = (of: "faults" | "changes" | "operations") =>
      [...new Set(plans.flatMap((plan) => plan[of].map(({ kind }) => kind)))].sort();
    expect(kinds("faults")).toEqual([
      "clock-jump",
      "commits-lost",
      "crash",
      "cut",
      "journal-down",
      "journal-slow",
      "lag",
      "message",
      "message-at-step",
      "pause",
      "processor",
      "promotion-refused",
      "region-down",
      "stop-at-step",
    ]);
    expect(kinds("changes")).toEqual(["abort", "failover", "roll", "switchover"]);
    expect(kinds("operations")).toEqual(["other-body", "pay", "read", "refund"]);
  });

  it.each(emphases)("adds to a plan what is emphasized: %s", (emphasis) => {
    const plan = generate(3, emphasis);
    const size = (of: typeof plan) => of.faults.length + of.operations.length + of.changes.length;
    expect(size(plan)).toBeGreaterThan(size(generate(3)));
  });
});
