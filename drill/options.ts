// SPDX-License-Identifier: Apache-2.0
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Command, InvalidArgumentError, Option } from "commander";

import { scenarios } from "./scenarios";

/** What a drill is asked for. */
export interface DrillOptions {
  /** Names of scenarios, in the order in which they are run. */
  readonly scenario: readonly string[];
  /** Payments per second; what the machine can when not given. */
  readonly rate?: number;
  readonly seed: number;
  /** Whether the results are printed as JSON. */
  readonly json: boolean;
  /** Whether what the platform loses without the journal is shown too. */
  readonly baselines: boolean;
  readonly folder: string;
}

/** Payments per second that are asked for, where the machine can. */
export const mostRate = 2_000;

const names = scenarios.map(({ name }) => name);

/**
 * Reads the command line. Prints help or what is wrong with it, and then throws.
 *
 * @throws CommanderError with the exit code: 0 after help, 2 otherwise
 */
export function readOptions(args: readonly string[]): DrillOptions {
  const command = new Command("drill")
    .description(
      "Loses a region of a payment platform on this machine, under load, in every way that it knows, " +
        "and shows what became of the payments.",
    )
    .addOption(
      new Option("--scenario <name>", "run this one; may be given more than once")
        .argParser(scenarioName)
        .default([], "all of them"),
    )
    .addOption(
      new Option("--rate <number>", "payments asked for per second")
        .argParser(whole(1, 100_000))
        .default(undefined, `${mostRate}, or what the machine can`),
    )
    .addOption(
      new Option("--seed <number>", "decides what clients want")
        .argParser(whole(0, 4_294_967_295))
        .default(1),
    )
    .option("--json", "print the results as JSON on standard output", false)
    .option("--no-baselines", "leave out what is lost without the journal")
    .addOption(
      new Option("--folder <path>", "where the report and the histories go").default(
        join(tmpdir(), `drill-${process.pid}`),
        "a temporary folder, which is named at the end",
      ),
    )
    .addHelpText(
      "after",
      `\nScenarios:\n${listing()}\n\nExit codes: 0 every promise was kept, 1 one was broken, 2 wrong usage.`,
    )
    .exitOverride((error) => {
      error.exitCode = error.exitCode === 0 ? 0 : 2;
      throw error;
    })
    .parse([...args], { from: "user" });
  const options = command.opts<DrillOptions>();
  return { ...options, scenario: options.scenario.length === 0 ? names : options.scenario };
}

function listing(): string {
  const widest = Math.max(...names.map((name) => name.length));
  return scenarios.map(({ name, title }) => `  ${name.padEnd(widest)}  ${title}`).join("\n");
}

function scenarioName(name: string, before: readonly string[]): string[] {
  if (names.includes(name)) return [...before, name];
  throw new InvalidArgumentError(`got ${name}; allowed are ${names.join(", ")}`);
}

function whole(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(
      `got ${text}; allowed is a whole number from ${least} to ${most}`,
    );
  };
}
