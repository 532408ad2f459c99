// SPDX-License-Identifier: Apache-2.0
import { mutants } from "./mutants";
import { Simulation } from "./run";

describe("Simulation", () => {
  it("plays a seed the same each time", () => {
    const simulation = new Simulation();
    const told = [0, 1].map(() => {
      const lines: string[] = [];
      simulation.play(simulation.plan(5), (line) => lines.push(line));
      return lines;
    });
    expect(told[0]?.length).toBeGreaterThan(100);
    expect(told[1]).toEqual(told[0]);
  });

  it("finds no fault in the protocol in a few schedules", () => {
    const summary = new Simulation().run(0, 20, 1);
    expect(summary.failures).toEqual([]);
  });

  it("shrinks a failing schedule to less that fails in the same way", () => {
    const mutant = mutants.find(({ name }) => name === "ack before J");
    const simulation = new Simulation(mutant);
    const [failure] = simulation.run(0, 20, 1).failures;
    if (!failure) throw new Error("the mutant was not found");
    const plan = simulation.plan(failure.seed);
    const smaller = simulation.shrink(plan, failure.violation.invariant);
    expect(simulation.play(smaller)?.invariant).toBe(failure.violation.invariant);
    expect(smaller.operations.length).toBeLessThan(3);
    expect(smaller.faults).toEqual([]);
  });
});

describe("mutants", () => {
  it("are named once each", () => {
    const names = mutants.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(mutants.map((mutant) => [mutant.name, mutant] as const))(
    "can be made in the sources as they are: %s",
    (_, mutant) => {
      expect(() => new Simulation(mutant)).not.toThrow();
    },
  );
});
