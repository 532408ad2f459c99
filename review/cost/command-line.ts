// SPDX-License-Identifier: Apache-2.0
import { Command } from "commander";

import { findEnvironment } from "../../sandbox/cli/stacks";
import { environments } from "../../stacks/environments";
import { stacksOfEnvironment } from "../engine/stacks-of";
import { leftOut } from "./free";
import { monthlyCost, totalOf } from "./monthly-cost";
import { costReport } from "./report";
import { volumesOf } from "./volumes";

interface Options {
  readonly environment: string;
  readonly from?: string;
  readonly json?: boolean;
}

/** `npm run cost` */
export function commandLine(): Command {
  return new Command("npm run cost --")
    .description("Estimates what an environment costs a month, by region and part.")
    .option("--environment <name>", "the environment", "production")
    .option("--from <path>", "a file or folder of exports or previews, instead of the sandbox")
    .option("--json", "print JSON")
    .action(run);
}

async function run({ environment, from, json }: Options): Promise<void> {
  const topology = findEnvironment(environments, environment);
  const stacks = await stacksOfEnvironment(topology, from);
  const volumes = volumesOf(topology);
  const estimate = monthlyCost(
    stacks.flatMap(({ resources }) => resources),
    volumes,
  );
  const all = { estimate: true, total: totalOf(estimate), ...estimate, volumes, leftOut };
  const text =
    json === true
      ? JSON.stringify(all, null, 2)
      : costReport(environment, estimate, volumes).join("\n");
  process.stdout.write(`${text}\n`);
}
