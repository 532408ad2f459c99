// SPDX-License-Identifier: Apache-2.0
import { endWithReader } from "../../sandbox/cli/output";
import { reportFailure } from "../../sandbox/cli/report-failure";
import { environments } from "../../stacks/environments";
import { commandLine, diagram } from "./command-line";

endWithReader();

/** `npm run diagram -- …` */
commandLine(async (options) => {
  const files = await diagram(environments, options);
  process.stdout.write(`${files.join("\n")}\n`);
})
  .parseAsync()
  .catch(reportFailure);
