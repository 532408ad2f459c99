// SPDX-License-Identifier: Apache-2.0
import { children, simulate } from "./children";
import { mutants } from "./mutants";
import type { Failure } from "./run";

interface Hunt {
  readonly name: string;
  readonly schedules: number;
  readonly failure?: Failure;
}

/** How many schedules a mutant may live through. Most die within a hundred. */
const patience = 10_000;

const hunts = new Map<string, Hunt>();

beforeAll(async () => {
  await Promise.all(
    Array.from({ length: children }, async (_, index) => {
      const names = mutants.filter((__, at) => at % children === index).map(({ name }) => name);
      const args = names.flatMap((name) => ["--mutant", name]);
      const found = await simulate<Hunt>([...args, "--schedules", String(patience)]);
      for (const hunt of found) hunts.set(hunt.name, hunt);
    }),
  );
}, 3_600_000);

describe("the simulation", () => {
  it.each(mutants.map(({ name }) => name))("kills the mutant: %s", (name) => {
    const hunt = hunts.get(name);
    expect(hunt?.failure?.violation.invariant).toMatch(/^(I\d+|defect)$/);
  });
});
