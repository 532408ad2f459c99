// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { stackOf, type ExportedResource, type PreviewJson, type StackExport } from "./exported";
import { resourcesOfPreview, resourcesOfState } from "./resources";

/** The resources of one stack, whatever they were read from. */
export interface StackResources {
  readonly stack: string;
  readonly resources: readonly ExportedResource[];
}

/** A file is none of what the engine prints. */
export class SourceError extends Error {
  override readonly name = "SourceError";
}

/**
 * The stacks in a file, or in all JSON files of a folder: `pulumi stack export`,
 * `pulumi preview --json --show-sames`, or an object of several by name. Sorted by name.
 *
 * @throws SourceError naming each file that is something else, or when there is none
 */
export function readStacks(path: string): StackResources[] {
  const files = statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((name) => name.endsWith(".json"))
        .map((name) => join(path, name))
    : [path];
  const problems: string[] = [];
  const stacks = files.flatMap((file) => {
    try {
      return stacksIn(JSON.parse(readFileSync(file, "utf8")));
    } catch (error) {
      problems.push(`${file}: ${(error as Error).message}`);
      return [];
    }
  });
  if (problems.length > 0) throw new SourceError(problems.join("\n"));
  if (stacks.length === 0) throw new SourceError(`${path} has no stack in it`);
  return stacks.sort((one, other) => (one.stack < other.stack ? -1 : 1));
}

/** @throws SourceError when the value is none of what the engine prints */
export function stacksIn(content: unknown): StackResources[] {
  if (isState(content)) return named(resourcesOfState(content));
  if (isPreview(content)) return named(resourcesOfPreview(content));
  if (typeof content === "object" && content !== null && !Array.isArray(content)) {
    const inside: unknown[] = Object.values(content);
    if (inside.length > 0 && inside.every((one) => isState(one) || isPreview(one))) {
      return inside.flatMap(stacksIn);
    }
  }
  throw new SourceError(
    "is neither a `pulumi stack export` nor a `pulumi preview --json --show-sames`",
  );
}

/** A stack without resources has no name to tell, and nothing to judge. */
function named(resources: readonly ExportedResource[]): StackResources[] {
  const [first] = resources;
  return first === undefined ? [] : [{ stack: stackOf(first.urn), resources }];
}

function isState(content: unknown): content is StackExport {
  return typeof content === "object" && content !== null && "deployment" in content;
}

function isPreview(content: unknown): content is PreviewJson {
  return typeof content === "object" && content !== null && "steps" in content;
}
