// SPDX-License-Identifier: Apache-2.0
import { CommanderError } from "commander";

import { readCommand, type Asked } from "./command-line";
import { reconcileAndExit } from "./process/reconcile-day";
import { serve } from "./process/serve";

/** What was asked for; ends the process after help, or when it was asked wrongly. */
function askedOrExit(): Asked {
  try {
    return readCommand(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exit(error.exitCode);
  }
}

/** The command `payments-api`. */
async function main(): Promise<void> {
  const asked = askedOrExit();
  if (asked.command === "serve") await serve();
  else await reconcileAndExit(asked.day);
}

void main();
