// SPDX-License-Identifier: Apache-2.0
import { Command } from "commander";

import { withWorkspace } from "../../sandbox/cli/session";
import { findEnvironment, stacksOf } from "../../sandbox/cli/stacks";
import { environments } from "../../stacks/environments";
import { judgedByPack } from "../compliance/judged-by-pack";
import type { GateResult } from "../diff/comment";
import { previewStacks } from "../engine/preview";
import { resourcesAfter } from "../graph/resources";
import { readPreviews } from "../graph/sources";
import { gatesOf } from "./gates-of";

interface Options {
  readonly environment: string;
  readonly from?: string;
  readonly json?: boolean;
}

const help = `
Gates are about what an update would do, which policies can't see: it stays in one region, loses
nothing that holds data, and leaves no mandatory rule undecided. Exit code 1 when one is closed.
review/approvals.yaml opens a gate by name, review/undecided.yaml lists what may stay undecided.

  npm run gate                                 what previews in the sandbox say
  npm run gate -- --from .sandbox/diff/production/previews
                                               files of \`pulumi preview --json --show-sames\``;

/** `npm run gate` */
export function commandLine(): Command {
  return new Command("npm run gate --")
    .description("Says whether an update may go on.")
    .option("--environment <name>", "the environment", "production")
    .option("--from <path>", "a file or folder of previews, instead of the sandbox's")
    .option("--json", "print the results as JSON")
    .addHelpText("after", help)
    .action(async (options: Options) => {
      process.exitCode = await run(options);
    });
}

async function run({ environment, from, json }: Options): Promise<number> {
  const topology = findEnvironment(environments, environment);
  return withWorkspace(topology, async (workspace) => {
    const previews =
      from === undefined ? await previewStacks(workspace, stacksOf(topology)) : readPreviews(from);
    const after = previews.map(({ stack, preview }) => ({
      stack,
      resources: resourcesAfter(preview, []),
    }));
    const results = gatesOf(previews, await judgedByPack(workspace, after), topology);
    process.stdout.write(
      json === true ? `${JSON.stringify(results, null, 2)}\n` : results.map(line).join(""),
    );
    return results.every(({ ok }) => ok) ? 0 : 1;
  });
}

function line({ gate, ok, text, fix }: GateResult): string {
  return ok ? `open    ${gate}: ${text}\n` : `CLOSED  ${gate}: ${text}\n        Do: ${fix}\n`;
}
