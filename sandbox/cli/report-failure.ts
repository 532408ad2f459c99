// SPDX-License-Identifier: Apache-2.0
import { CliNotFoundError } from "../engine/find-cli";
import { BringUpError } from "./bring-up";
import { UsageError } from "./stacks";

/** Says what went wrong: the message where it is for the user, with its trace where it is a bug. */
export function reportFailure(error: unknown): void {
  const expected = [BringUpError, CliNotFoundError, UsageError].some(
    (kind) => error instanceof kind,
  );
  const text = expected && error instanceof Error ? error.message : traceOf(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = error instanceof BringUpError ? error.code : 1;
}

function traceOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
