// SPDX-License-Identifier: Apache-2.0
import { Command } from "commander";

import { withWorkspace } from "../../sandbox/cli/session";
import { findEnvironment, stacksOf } from "../../sandbox/cli/stacks";
import type { Workspace } from "../../sandbox/engine/workspace";
import { environments } from "../../stacks/environments";
import type { Topology } from "../../stacks/topology";
import { previewStacks } from "../engine/preview";
import { SourceError, readStacks, type StackResources } from "../graph/sources";
import { stacksInSandbox } from "../engine/states";
import { resourcesOfPreview } from "../graph/resources";
import { isCompliant } from "./compliance";
import { judgedByPack } from "./judged-by-pack";
import { complianceReport } from "./report";

interface Options {
  readonly environment: string;
  readonly from?: string;
  readonly preview?: boolean;
  readonly json?: boolean;
}

const help = `
Judges every stack of an environment alone, and all of them together: rules about two regions need
the stacks of both. Exit code 1 when a mandatory rule is broken or an exception is not in order.

  npm run compliance                          what the sandbox has
  npm run compliance -- --preview             what it would have after an update
  npm run compliance -- --from exports        files of \`pulumi stack export\`, or of
                                              \`pulumi preview --json --show-sames\``;

/** `npm run compliance` */
export function commandLine(): Command {
  return new Command("npm run compliance --")
    .description("Runs the policies over all stacks of an environment.")
    .option("--environment <name>", "the environment in the sandbox", "production")
    .option("--from <path>", "a file or folder of exports or previews, instead of the sandbox")
    .option("--preview", "judge what previews in the sandbox say, instead of its state")
    .option("--json", "print the findings as JSON")
    .addHelpText("after", help)
    .action(async (options: Options) => {
      process.exitCode = await run(options);
    });
}

async function run(options: Options): Promise<number> {
  const topology = findEnvironment(environments, options.environment);
  return withWorkspace(topology, async (workspace) => {
    const compliance = await judgedByPack(workspace, await stacksFor(workspace, topology, options));
    process.stdout.write(
      options.json === true
        ? `${JSON.stringify(compliance, null, 2)}\n`
        : complianceReport(compliance),
    );
    return isCompliant(compliance) ? 0 : 1;
  });
}

async function stacksFor(
  workspace: Workspace,
  topology: Topology,
  { from, preview }: Options,
): Promise<StackResources[]> {
  if (from !== undefined) return readStacks(from);
  if (preview !== true) return stacksInSandbox(workspace, topology);
  const previews = await previewStacks(workspace, stacksOf(topology));
  const failed = previews.flatMap(({ stack, failure }) =>
    failure === undefined ? [] : [`${stack} can't be previewed: ${failure}`],
  );
  if (failed.length > 0) throw new SourceError(failed.join("\n"));
  return previews.map(({ stack, preview: json }) => ({
    stack,
    resources: resourcesOfPreview(json),
  }));
}
