// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";

import { Command } from "commander";

import { repository } from "../../sandbox/cli/session";
import { findEnvironment } from "../../sandbox/cli/stacks";
import { environments } from "../../stacks/environments";
import { drawPlatform, platformPage } from "../diagram/draw-platform";
import { findBase } from "./base";
import { commentInputOf } from "./comment-input";
import { markedResources } from "./marks";
import { renderComment, renderFullText } from "./markdown";
import { reviewOf, type Review } from "./review";

interface Options {
  readonly base?: string;
  readonly environment: string;
  readonly output?: string;
  readonly json?: boolean;
}

const help = `
Needs no cloud account: the base is brought up in a sandbox of its own, and the working tree is
previewed against it. Prints the comment for a pull request; beside it, in the output folder, are
  comment.md     the comment, at most 65,000 characters
  full.md        the same with nothing left out
  changes.json   the same for programs
  platform.svg   the platform with what changes marked
  platform.html  the same to look around in, with a card for each resource
  previews/      what the engine said of each stack, for npm run gate -- --from

  npm run diff -- --base main
  npm run diff -- --base HEAD --environment staging
  npm run diff                                 against nothing: all would be created`;

/** `npm run diff` */
export function commandLine(): Command {
  return new Command("npm run diff --")
    .description("Tells what the working tree would change, for a reviewer.")
    .option("--base <ref>", "the commit that is deployed; without it, nothing is")
    .option("--environment <name>", "the environment", "production")
    .option("--output <folder>", "where the files go (default: .sandbox/diff/<environment>)")
    .option("--json", "print changes.json instead of the comment")
    .addHelpText("after", help)
    .action(run);
}

async function run({ base, environment, output, json }: Options): Promise<void> {
  const topology = findEnvironment(environments, environment);
  const report = (message: string) => process.stderr.write(`${message}\n`);
  const found = base === undefined ? undefined : await findBase(base);
  const review = await reviewOf(topology, found, report);
  const folder = output ?? join(repository, ".sandbox", "diff", environment);
  const { comment, changes } = write(review, folder);
  process.stdout.write(json === true ? changes : comment);
  report(`written to ${relative(process.cwd(), folder)}`);
}

function write(review: Review, folder: string): { comment: string; changes: string } {
  const input = commentInputOf(review);
  const texts = {
    comment: renderComment(input),
    changes: `${JSON.stringify(input, null, 2)}\n`,
  };
  const previews = join(folder, "previews");
  rmSync(previews, { recursive: true, force: true });
  mkdirSync(previews, { recursive: true });
  writeFileSync(join(folder, "comment.md"), texts.comment);
  writeFileSync(join(folder, "full.md"), renderFullText(input));
  writeFileSync(join(folder, "changes.json"), texts.changes);
  const { resources, marks } = markedResources(input.stacks, review.before, review.after);
  const title = `${input.title}: what would change`;
  writeFileSync(join(folder, "platform.svg"), drawPlatform(resources, { marks, title }));
  writeFileSync(join(folder, "platform.html"), platformPage(resources, { marks, title }));
  for (const { stack, preview } of review.previews) {
    writeFileSync(join(previews, `${stack}.json`), JSON.stringify(preview));
  }
  return texts;
}
