// SPDX-License-Identifier: Apache-2.0
import type { Case, Ratio, Sample } from "./suite";

/** Every round's samples, by name. */
export type Rounds = ReadonlyMap<string, readonly Sample[]>;

/** The cases that ratios need, each once, in the order in which they are given. */
export function casesFor(ratios: readonly Ratio[], cases: readonly Case[]): Case[] {
  const needed = new Set(ratios.flatMap(({ of, over }) => [...of, ...over]));
  return cases.filter(({ gives }) => gives.some((name) => needed.has(name)));
}

/**
 * Runs all cases in each round, so that what changes on the machine meets all of them alike; every
 * other round backwards, so that none is always the one after another.
 *
 * @param report hears what is run, before it is
 */
export async function runRounds(
  cases: readonly Case[],
  rounds: number,
  report: (what: string) => void,
): Promise<Rounds> {
  for (const one of cases.filter(({ warmUp }) => warmUp)) {
    report(`warm-up: ${one.gives.join(", ")}`);
    await one.run();
  }
  const taken = new Map<string, Sample[]>();
  for (let round = 1; round <= rounds; round += 1) {
    for (const one of round % 2 === 1 ? cases : [...cases].reverse()) {
      report(`round ${round} of ${rounds}: ${one.gives.join(", ")}`);
      for (const [name, sample] of Object.entries(await one.run())) {
        taken.set(name, [...(taken.get(name) ?? []), sample]);
      }
    }
  }
  return taken;
}
