// SPDX-License-Identifier: Apache-2.0
import { Command } from "commander";

import { endWithReader } from "../../sandbox/cli/output";
import { environments } from "../../stacks/environments";
import { leftOut } from "./free";
import { monthlyCost, totalOf } from "./monthly-cost";
import { costReport } from "./report";
import { resourcesFrom, resourcesInSandbox, StatesError } from "./states";
import { volumesOf } from "./volumes";

interface Options {
  readonly environment: string;
  readonly from?: string;
  readonly json?: true;
}

/** `npm run cost -- …` */
function run({ environment, from, json }: Options): void {
  const topology = environments[environment];
  if (topology === undefined) {
    const known = Object.keys(environments).join(", ");
    throw new StatesError(`there is no environment "${environment}"; there are: ${known}`);
  }
  const resources =
    from === undefined ? resourcesInSandbox(environment) : resourcesFrom(from, environment);
  const volumes = volumesOf(topology);
  const estimate = monthlyCost(resources, volumes);
  const text = json
    ? JSON.stringify(
        { estimate: true, total: totalOf(estimate), ...estimate, volumes, leftOut },
        null,
        2,
      )
    : costReport(environment, estimate, volumes).join("\n");
  process.stdout.write(`${text}\n`);
}

endWithReader();
try {
  new Command("npm run cost --")
    .description("Estimates what an environment costs a month, by region and part.")
    .option("--environment <name>", "the environment", "production")
    .option("--from <path>", "file or folder of exports or previews; else what the sandbox has")
    .option("--json", "print JSON")
    .action(run)
    .parse();
} catch (error) {
  if (!(error instanceof StatesError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
