// SPDX-License-Identifier: Apache-2.0
import { Command, InvalidArgumentError, Option } from "commander";

/** Names by which parts of the bench are asked for. */
export const suiteNames = ["stacks", "verified", "growth", "start", "policies"] as const;

export type SuiteName = (typeof suiteNames)[number];

/** What the user asked for. */
export interface BenchOptions {
  /** @default 5 */
  readonly rounds: number;
  /** @default - all */
  readonly only: readonly SuiteName[];
  /** File for all samples and ratios. */
  readonly json: string | undefined;
  /** Whether to profile what misses its target. */
  readonly profile: boolean;
  /** Whether a missed target is a failure. */
  readonly check: boolean;
}

const help = `
stacks    pulumi preview of every stack of production, over the engine's floor: the same resources,
          registered by a plain program
verified  a region's preview with types (and policies) checked, over a stock Pulumi project's
growth    up and preview of whole environments of 2, 5 and 10 regions, time per resource
start     npm start from nothing, and again, over the floors of all stacks
policies  a region's preview with the policy pack, over the same without; the pack alone, on graphs
          of 500 to 5,000 resources

It prints ratios of what was measured side by side: trust them more than seconds, and neither on a
busy machine. Exit code 0 says that everything was measured, 1 that something could not be.`;

/** The command line; what it understands goes to `run`. */
export function commandLine(run: (options: BenchOptions) => Promise<void>): Command {
  return new Command("npm run bench --")
    .description("Measures this project against itself and the engine, in one interleaved run.")
    .option("--rounds <number>", "rounds that count", wholeNumber, 5)
    .addOption(new Option("--only <name...>", "parts of it").choices(suiteNames))
    .option("--json <file>", "write all samples and ratios to a file")
    .option("--profile", "show where the time goes in what misses its target")
    .option("--check", "exit with 1 when a target is missed")
    .addHelpText("after", help)
    .action((options: Partial<BenchOptions> & Pick<BenchOptions, "rounds">) =>
      run({
        rounds: options.rounds,
        only: options.only ?? suiteNames,
        json: options.json,
        profile: options.profile ?? false,
        check: options.check ?? false,
      }),
    );
}

/** @throws InvalidArgumentError for anything but a whole number from 1 to 999 */
export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) {
    throw new InvalidArgumentError("It must be a whole number from 1 to 999.");
  }
  return Number(text);
}
