// SPDX-License-Identifier: Apache-2.0
import { readOptions } from "../../drill/options";
import { scenarios } from "../../drill/scenarios";
import { exitCodeOf, listened } from "../support/command-line";

const heard = listened();

function exitCode(...args: string[]): number | undefined {
  return exitCodeOf(() => readOptions(args));
}

describe("readOptions", () => {
  it("takes all scenarios, the machine's own rate and seed 1 when nothing is said", () => {
    const { scenario, rate, seed, json, baselines } = readOptions([]);
    expect(scenario).toEqual(scenarios.map(({ name }) => name));
    expect({ rate, seed, json, baselines }).toEqual({
      rate: undefined,
      seed: 1,
      json: false,
      baselines: true,
    });
  });

  it("takes some scenarios in their order, a rate and a seed", () => {
    const args = ["--scenario", "partition", "--scenario", "region-killed"];
    const options = readOptions([...args, "--rate", "50", "--seed", "0", "--no-baselines"]);
    expect(options).toMatchObject({
      scenario: ["partition", "region-killed"],
      rate: 50,
      seed: 0,
      baselines: false,
    });
  });

  it("lists every scenario with --help, and exits with 0", () => {
    expect(exitCode("--help")).toBe(0);
    for (const { name, title } of scenarios) {
      expect(heard.said).toContain(name);
      expect(heard.said).toContain(title);
    }
  });

  it.each([
    [["--scenario", "sunshine"], "got sunshine; allowed are region-killed, partition"],
    [["--rate", "0"], "got 0; allowed is a whole number from 1 to 100000"],
    [["--rate", "many"], "got many; allowed is a whole number from 1 to 100000"],
    [["--seed", "-1"], "got -1; allowed is a whole number from 0 to 4294967295"],
    [["--fast"], "unknown option '--fast'"],
  ])("refuses %j with exit code 2, and says what is allowed", (args, message) => {
    expect(exitCode(...args)).toBe(2);
    expect(heard.said).toContain(message);
  });
});
