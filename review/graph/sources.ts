// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";

import { stackOf, type ExportedResource, type PreviewJson, type StackExport } from "./exported";
import { resourcesOfPreview, resourcesOfState } from "./resources";

/** The resources of one stack, whatever they were read from. */
export interface StackResources {
  readonly stack: string;
  readonly resources: readonly ExportedResource[];
}

/** A stack, and what a preview says of it. */
export interface StackPreview {
  readonly stack: string;
  /** Where the engine stopped at an error, what it had found until then. */
  readonly preview: PreviewJson;
  /** The engine's words where it stopped. */
  readonly failure?: string;
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
  return sorted(readAll(path, stacksIn));
}

/**
 * The previews in a file or in all JSON files of a folder, sorted by stack. One that ended with an
 * error has the engine's words, and one without steps its file's name.
 *
 * @throws SourceError naming each file that is something else, or when there is none
 */
export function readPreviews(path: string): StackPreview[] {
  return sorted(
    readAll(path, (content, file) => {
      if (!isPreview(content)) throw new SourceError("is no `pulumi preview --json --show-sames`");
      const [first] = content.steps;
      const failure = errorsIn(content).join("\n");
      // One that failed before its first step names no stack; its file does.
      const stack = first === undefined ? basename(file, ".json") : stackOf(first.urn);
      return [{ stack, preview: content, ...(failure !== "" && { failure }) }];
    }),
  );
}

function readAll<T>(path: string, parse: (content: unknown, file: string) => T[]): T[] {
  const files = statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((name) => name.endsWith(".json"))
        .map((name) => join(path, name))
    : [path];
  const problems: string[] = [];
  const found = files.flatMap((file) => {
    try {
      return parse(JSON.parse(readFileSync(file, "utf8")), file);
    } catch (error) {
      problems.push(`${file}: ${(error as Error).message}`);
      return [];
    }
  });
  if (problems.length > 0) throw new SourceError(problems.join("\n"));
  if (found.length === 0) throw new SourceError(`${path} has no stack in it`);
  return found;
}

function sorted<T extends { readonly stack: string }>(stacks: readonly T[]): T[] {
  return [...stacks].sort((one, other) => (one.stack < other.stack ? -1 : 1));
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
function named<T extends { readonly urn: string }>(
  resources: readonly T[],
): { readonly stack: string; readonly resources: readonly T[] }[] {
  const [first] = resources;
  return first === undefined ? [] : [{ stack: stackOf(first.urn), resources }];
}

/** With --json the engine puts what went wrong among the diagnostics. */
export function errorsIn({ diagnostics = [] }: PreviewJson): string[] {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return errors.map(({ message }) => message.replace(/^error: /, "").trim());
}

/** Whether it is what `pulumi stack export` prints. */
export function isState(content: unknown): content is StackExport {
  return typeof content === "object" && content !== null && "deployment" in content;
}

/** Whether it is what `pulumi preview --json` prints. */
export function isPreview(content: unknown): content is PreviewJson {
  return typeof content === "object" && content !== null && "steps" in content;
}
