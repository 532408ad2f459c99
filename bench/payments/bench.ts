// SPDX-License-Identifier: Apache-2.0
import { endWithReader } from "../../sandbox/cli/output";
import { reportFailure } from "../../sandbox/cli/report-failure";
import { MeasurementError } from "../measure";
import { commandLine } from "./command-line";
import { runPaymentsBench } from "./run";

endWithReader();

/** `npm run bench:payments -- …` */
commandLine(async (options) => {
  process.exitCode = await runPaymentsBench(options);
})
  .parseAsync()
  .catch((error: unknown) => {
    if (!(error instanceof MeasurementError)) return reportFailure(error);
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
