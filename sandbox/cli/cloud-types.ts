// SPDX-License-Identifier: Apache-2.0
import type { Command } from "commander";

import { awsTypes } from "../aws";
import { type Again, againOf, byArguments, onlyWhenNamed } from "../provider/again";
import type { ResourceType } from "../provider/resource-type";

const meanings: Readonly<Record<Again, string>> = {
  refused: "AWS refuses a second one",
  same: "AWS gives the same again",
  another: "AWS makes another: the first is an orphan",
};

/** What each type does when it is made a second time, by people who don't know of the first. */
export function typesAsText(types: readonly ResourceType[]): string {
  const sorted = [...types].sort((one, other) => one.token.localeCompare(other.token));
  return Object.entries(meanings)
    .map(([again, meaning]) => {
      const lines = sorted
        .filter((type) => againOf(type) === again)
        .map((type) => `  ${type.token}${conditionOf(type)}`);
      return [`${meaning}: ${lines.length} types`, ...lines].join("\n");
    })
    .join("\n\n");
}

function conditionOf(type: ResourceType): string {
  if (byArguments(type)) return ", unless its other arguments say else";
  return onlyWhenNamed(type) ? ", where the program names it" : "";
}

/** Adds `cloud types`. */
export function addTypesCommand(cloud: Command): void {
  cloud
    .command("types")
    .description("list what it knows, and what becomes of what is made twice")
    .action(() => {
      process.stdout.write(`${typesAsText(awsTypes)}\n`);
    });
}
