// SPDX-License-Identifier: Apache-2.0
import { casesFor, runRounds } from "../../bench/rounds";
import type { Case, Ratio } from "../../bench/suite";

const sample = { seconds: 1, cpuSeconds: undefined, peakBytes: undefined };

function caseOf(ran: string[], name: string, warmUp = true): Case {
  return {
    gives: [name],
    warmUp,
    run: () => {
      ran.push(name);
      return Promise.resolve({ [name]: { ...sample, resources: ran.length } });
    },
  };
}

function ratio(of: string, over: string): Ratio {
  return { what: "", of: [of], over: [over], perResource: false, target: undefined };
}

describe("casesFor", () => {
  it("takes the cases that a side needs, each once", () => {
    const cases = ["a", "b", "c"].map((name) => caseOf([], name));
    const needed = casesFor([ratio("c", "a"), ratio("a", "c")], cases);
    expect(needed.map(({ gives }) => gives)).toEqual([["a"], ["c"]]);
  });
});

describe("runRounds", () => {
  it("warms up, then runs all of them in each round, every other round backwards", async () => {
    const ran: string[] = [];
    await runRounds([caseOf(ran, "a"), caseOf(ran, "b", false)], 3, () => {});
    expect(ran).toEqual(["a", "a", "b", "b", "a", "a", "b"]);
  });

  it("keeps the samples of the counted rounds, in the order of the rounds", async () => {
    const rounds = await runRounds([caseOf([], "a")], 2, () => {});
    expect(rounds.get("a")?.map(({ resources }) => resources)).toEqual([2, 3]);
  });

  it("says what it runs before it does", async () => {
    const said: string[] = [];
    await runRounds([caseOf(said, "a")], 1, (what) => said.push(what));
    expect(said).toEqual(["warm-up: a", "a", "round 1 of 1: a", "a"]);
  });
});
