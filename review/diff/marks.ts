// SPDX-License-Identifier: Apache-2.0
import type { Mark } from "../diagram/draw/mark";
import type { ExportedResource } from "../graph/exported";
import type { StackResources } from "../graph/sources";
import type { StackChanges } from "./changes";
import { isChanged } from "./verdict";

/** What a picture of a change is drawn from. */
export interface Marked {
  /** What would be, and what would be no more. */
  readonly resources: readonly ExportedResource[];
  readonly marks: ReadonlyMap<string, Mark>;
}

/** The resources of a change, each with what would become of it; a wholly new stack stays calm. */
export function markedResources(
  changes: readonly StackChanges[],
  before: readonly StackResources[],
  after: readonly StackResources[],
): Marked {
  const existing = new Set(before.map(({ stack }) => stack));
  const marks = new Map<string, Mark>();
  for (const stack of changes.filter(isChanged)) {
    const isNew = !existing.has(stack.stack);
    for (const { urn } of isNew ? [] : stack.created) marks.set(urn, "create");
    for (const { urn } of stack.updated) marks.set(urn, "update");
    for (const { urn } of stack.replaced) marks.set(urn, "replace");
    for (const { urn } of stack.deleted) marks.set(urn, "delete");
  }
  const resources = new Map<string, ExportedResource>();
  for (const one of before.flatMap((stack) => stack.resources)) {
    if (marks.get(one.urn) === "delete") resources.set(one.urn, one);
  }
  for (const one of after.flatMap((stack) => stack.resources)) resources.set(one.urn, one);
  return { resources: [...resources.values()], marks };
}
