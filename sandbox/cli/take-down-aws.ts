// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Command } from "commander";

import { environments } from "../../stacks/environments";
import { findCli } from "../engine/find-cli";
import { UserWorkspace } from "../engine/user-workspace";
import { confirmTakeDown } from "./confirm";
import { reportFailure } from "./report-failure";
import { repository } from "./session";
import { findEnvironment, stacksOf } from "./stacks";
import { takeDown } from "./take-down";
import { unreachableOption, unreachableStacks } from "./unreachable";

interface Options {
  readonly confirm?: string;
  readonly unreachable: readonly string[];
}

/** `npm run take-down -- production`: an environment on AWS, for good. */
async function run(environment: string, { confirm, unreachable }: Options): Promise<void> {
  const topology = findEnvironment(environments, environment);
  const stacks = unreachableStacks(topology, unreachable);
  await confirmTakeDown(topology, confirm);
  const cli = await findCli(process.env, (message) => process.stderr.write(`${message}\n`));
  const temporary = mkdtempSync(join(tmpdir(), "take-down-"));
  try {
    const workspace = new UserWorkspace({ root: repository, cli, env: process.env, temporary });
    process.exitCode = await takeDown(workspace, topology, {
      stacks: stacksOf(topology),
      flags: [],
      unreachable: stacks,
    });
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

new Command("npm run take-down --")
  .description(
    "Destroys an environment on AWS for good: protection off, unprotect, destroy with the " +
      "database's writer last. It uses the Pulumi login and the AWS credentials of this shell.",
  )
  .argument("<environment>", "the environment: production, staging")
  .option("--confirm <environment>", "go on without being asked")
  .option(...unreachableOption)
  .action(run)
  .parseAsync()
  .catch(reportFailure);
