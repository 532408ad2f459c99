// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { Command } from "commander";

import { show } from "../../sandbox/cli/operations";
import { repository, withWorkspace } from "../../sandbox/cli/session";
import { findEnvironment, UsageError } from "../../sandbox/cli/stacks";
import type { Topology } from "../../stacks/topology";
import { drawPlatform, platformPage } from "./draw-platform";
import { readSource, sourceOf, type Source } from "./sources";

/** What the user typed after `npm run diagram --`. */
export interface DiagramOptions {
  readonly environment: string;
  /** File or folder of exports or previews. @default - the states of the sandbox */
  readonly from?: string;
  /** Folder that the picture and the page go to. */
  readonly output: string;
}

const help = `
Without --from it draws what is up in the sandbox. With it, exports or previews as JSON; of a preview
it shows what would change:
  npm run --silent sandbox -- export > states.json
  npm run diagram -- --from states.json
  npm run --silent sandbox -- preview global --json --show-sames > global.json
  npm run diagram -- --from global.json`;

/** The command line; what it understands goes to `run`. */
export function commandLine(run: (options: DiagramOptions) => Promise<void>): Command {
  return new Command("npm run diagram --")
    .description("Draws the platform from its resources: as SVG, and as a page to look around in.")
    .option("--environment <name>", "the environment", "production")
    .option("--from <path>", "a file, or a folder of files, with exports or previews")
    .option("--output <folder>", "where the files go", join(".sandbox", "diagram"))
    .addHelpText("after", help)
    .allowExcessArguments(false)
    .action((options: DiagramOptions) => run(options));
}

/**
 * Draws and writes.
 *
 * @returns the files that it wrote
 * @throws UsageError when there is nothing to draw
 */
export async function diagram(
  environments: Readonly<Record<string, Topology>>,
  { environment, from, output }: DiagramOptions,
): Promise<string[]> {
  const topology = findEnvironment(environments, environment);
  const { resources, marks } =
    from === undefined ? await sandboxSource(topology) : readSource(resolve(from), environment);
  const title = marks.size > 0 ? `${environment}: what would change` : environment;
  const folder = resolve(output);
  mkdirSync(folder, { recursive: true });
  const write = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  return [
    write(`${environment}.svg`, drawPlatform(resources, { marks, title })),
    write(`${environment}.html`, platformPage(resources, { marks, title })),
  ];
}

async function sandboxSource(topology: Topology): Promise<Source> {
  const text = await withWorkspace(topology, (workspace) =>
    show(workspace, { command: "export", topology, stack: undefined, flags: [] }),
  );
  const source = sourceOf(JSON.parse(text));
  if (source.resources.length > 0) return source;
  const { environment } = topology;
  throw new UsageError(
    `nothing of ${environment} is up in the sandbox of ${repository}: ` +
      `npm run sandbox -- up --environment ${environment}, or give --from`,
  );
}
