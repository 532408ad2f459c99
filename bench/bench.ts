// SPDX-License-Identifier: Apache-2.0
import { endWithReader } from "../sandbox/cli/output";
import { reportFailure } from "../sandbox/cli/report-failure";
import { commandLine } from "./command-line";
import { MeasurementError } from "./measure";
import { runBench } from "./run";

endWithReader();

/** `npm run bench -- …` */
commandLine(async (options) => {
  process.exitCode = await runBench(options);
})
  .parseAsync()
  .catch((error: unknown) => {
    if (!(error instanceof MeasurementError)) return reportFailure(error);
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
