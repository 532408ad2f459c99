// SPDX-License-Identifier: Apache-2.0
import { environments } from "../../stacks/environments";
import { commandLine, execute } from "./program";
import { endWithReader } from "./output";
import { reportFailure } from "./report-failure";

endWithReader();

/** `npm run sandbox -- …` */
commandLine(async (invocation) => {
  process.exitCode = await execute(environments, invocation);
})
  .parseAsync()
  .catch(reportFailure);
