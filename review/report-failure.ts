// SPDX-License-Identifier: Apache-2.0
import { LedgerError } from "../policy/lib/ledger";
import { reportFailure as reportSandboxFailure } from "../sandbox/cli/report-failure";
import { BaseError } from "./diff/base";
import { AnalysisError } from "./engine/analyze";
import { SourceError } from "./graph/sources";

/** Failures whose message is for the user; of others the trace is wanted. */
const expected = [AnalysisError, BaseError, LedgerError, SourceError];

/** Says what went wrong, and ends with exit code 1. */
export function reportFailure(error: unknown): void {
  if (error instanceof Error && expected.some((kind) => error instanceof kind)) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  } else {
    reportSandboxFailure(error);
  }
}
