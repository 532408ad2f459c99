// SPDX-License-Identifier: Apache-2.0
import { Command } from "commander";

import { wholeNumber } from "../command-line";

/** What the user asked for. */
export interface PaymentsBenchOptions {
  /** At most: none begins late, so that the whole stays a few minutes. @default 3 */
  readonly rounds: number;
  /** File for all that was measured. */
  readonly json: string | undefined;
  /** Whether to show where the API's time goes also where no target is missed. */
  readonly profile: boolean;
  /** Whether a missed target is a failure. */
  readonly check: boolean;
}

const help = `
It runs the payment API with its journal in another region, 80 ms away, and the same API with a
journal that keeps nothing, one after the other in each round. First at a rate at which nothing
waits: what the journal adds, in round trips. Then at higher and higher rates: what is sustained.
Three rounds take under four minutes. Trust the ratios more than the rates, and neither on a busy
machine. Exit code 0 says that everything was measured, 1 that something could not be.`;

/** The command line; what it understands goes to `run`. */
export function commandLine(run: (options: PaymentsBenchOptions) => Promise<void>): Command {
  return new Command("npm run bench:payments --")
    .description("Measures what the sealed journal costs the payment API, in one interleaved run.")
    .option("--rounds <number>", "rounds that count, fewer where they take long", wholeNumber, 3)
    .option("--json <file>", "write all that was measured to a file")
    .option("--profile", "show where the API's time goes, whether or not a target is missed")
    .option("--check", "exit with 1 when a target is missed")
    .addHelpText("after", help)
    .action((options: Partial<PaymentsBenchOptions> & Pick<PaymentsBenchOptions, "rounds">) =>
      run({
        rounds: options.rounds,
        json: options.json,
        profile: options.profile ?? false,
        check: options.check ?? false,
      }),
    );
}
