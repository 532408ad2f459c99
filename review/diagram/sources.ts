// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { UsageError } from "../../sandbox/cli/stacks";
import {
  stackOf,
  type ExportedResource,
  type PreviewJson,
  type PreviewStep,
} from "../graph/exported";
import { resourcesOfPreview, resourcesOfState } from "../graph/resources";
import { isPreview, isState } from "../graph/sources";
import type { Mark, Marks } from "./draw/mark";

/** What is to be drawn, and what would change of it. */
export interface Source {
  readonly resources: readonly ExportedResource[];
  readonly marks: Marks;
}

/**
 * What the JSON of an export, of several by stack, or of a preview holds.
 *
 * @throws UsageError when the preview failed: it lacks whatever comes after that
 */
export function sourceOf(json: unknown): Source {
  if (isPreview(json)) return sourceOfPreview(json);
  const exports = isState(json)
    ? [json]
    : Object.values(typeof json === "object" && json !== null ? json : {}).filter(isState);
  return { resources: exports.flatMap(resourcesOfState), marks: new Map() };
}

/**
 * The stacks of an environment out of a file, or of all JSON files in a folder. Where a stack is
 * there both as it is and as a preview has it, the preview counts.
 *
 * @throws UsageError when there is none
 */
export function readSource(path: string, environment: string): Source {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new UsageError(`${path} does not exist`);
  const files = stats.isDirectory()
    ? readdirSync(path)
        .filter((name) => name.endsWith(".json"))
        .sort()
        .map((name) => join(path, name))
    : [path];
  const all = files.map(parsed);
  const states = sourcesOf(all.filter((json) => !isPreview(json)));
  const previews = sourcesOf(all.filter(isPreview));
  const previewed = new Set(previews.resources.map(({ urn }) => stackOf(urn)));
  const isWanted = ({ urn }: ExportedResource) => stackOf(urn).startsWith(`${environment}-`);
  const resources = [
    ...states.resources.filter(({ urn }) => !previewed.has(stackOf(urn))),
    ...previews.resources,
  ].filter(isWanted);
  if (resources.length === 0) {
    throw new UsageError(`${path} has no export or preview of a stack of ${environment}`);
  }
  return { resources, marks: previews.marks };
}

function sourcesOf(all: readonly unknown[]): Source {
  const sources = all.map(sourceOf);
  return {
    resources: sources.flatMap(({ resources }) => resources),
    marks: new Map(sources.flatMap(({ marks }) => [...marks])),
  };
}

/** What is deleted is drawn too; what makes a whole stack is no change of anything. */
function sourceOfPreview(preview: PreviewJson): Source {
  const { steps, diagnostics = [] } = preview;
  const error = diagnostics.find(({ severity }) => severity === "error");
  if (error !== undefined) throw new UsageError(`the preview failed: ${error.message.trim()}`);
  const marked = steps.flatMap((step): [string, Mark][] => {
    const mark = markOf(step);
    return mark === undefined ? [] : [[step.urn, mark]];
  });
  const after = resourcesOfPreview(preview);
  const known = new Set(after.map(({ urn }) => urn));
  const gone = steps.flatMap(({ op, urn, oldState }) =>
    op === "delete" && oldState !== undefined && !known.has(urn) ? [oldState] : [],
  );
  const isNew = steps.every(({ oldState }) => oldState === undefined);
  const unique = new Map([...gone, ...after].map((resource) => [resource.urn, resource]));
  return { resources: [...unique.values()], marks: new Map(isNew ? [] : marked) };
}

function markOf({ op }: PreviewStep): Mark | undefined {
  switch (op) {
    case "create":
    case "import":
      return "create";
    case "update":
      return "update";
    case "delete":
    case "discard":
      return "delete";
    case "replace":
    case "create-replacement":
    case "delete-replaced":
    case "import-replacement":
      return "replace";
    default:
      return undefined;
  }
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new UsageError(`${path} is not JSON: ${error instanceof Error ? error.message : ""}`);
  }
}
