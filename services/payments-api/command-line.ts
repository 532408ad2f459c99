// SPDX-License-Identifier: Apache-2.0
import { Command, InvalidArgumentError, Option } from "commander";

import { dayBounds, dayLength, dayOf } from "./processors/reply";

/** What the command `payments-api` is asked to do. */
export type Asked =
  | { readonly command: "serve" }
  /** `day` is in UTC, such as 2026-11-30. */
  | { readonly command: "reconcile"; readonly day: string };

/**
 * The exit code for wrong usage, as sysexits.h has it: 1 and 2 are what `reconcile` says of payments,
 * and a mistyped option must not look like one of them.
 */
const wrongUsage = 64;

const help = `
The result is one line of JSON for each processor. Exit codes: 0 all agree, 1 something differs,
2 something could not be compared, also since the settings are wrong, 64 wrong usage. After 1 and 2
the log has a line with "page": true, except over the settings.`;

/**
 * Reads the command line. Prints help or what is wrong with it, and then throws.
 *
 * @param now in milliseconds since 1970
 * @throws CommanderError with the exit code: 0 after help, 64 otherwise
 */
export function readCommand(args: readonly string[], now: number = Date.now()): Asked {
  let asked: Asked = { command: "serve" };
  const command = new Command("payments-api")
    .description("Takes payments until it is told to stop; or does what a command says.")
    .exitOverride((error) => {
      error.exitCode = error.exitCode === 0 ? 0 : wrongUsage;
      throw error;
    })
    .action(() => undefined);
  command
    .command("reconcile")
    .description("Compares what each processor reports for a day with what is in the journal.")
    .addOption(
      new Option("--day <YYYY-MM-DD>", "the day, in UTC")
        .argParser((text) => dayUpTo(dayOf(now), text))
        // Not yesterday: a payment of around midnight may be in the report of the day after.
        .default(
          dayOf(now - 2 * dayLength),
          "the day before yesterday: that after it is over, too",
        ),
    )
    .addHelpText("after", help)
    .action(({ day }: { readonly day: string }) => {
      asked = { command: "reconcile", day };
    });
  command.parse([...args], { from: "user" });
  return asked;
}

/** A day to come has no report, which must not look like one on which all agree. */
function dayUpTo(newest: string, day: string): string {
  const refusal = `got ${day}; allowed is a day up to today, ${newest}, as YYYY-MM-DD`;
  try {
    dayBounds(day);
  } catch {
    throw new InvalidArgumentError(refusal);
  }
  if (day > newest) throw new InvalidArgumentError(refusal);
  return day;
}
