// SPDX-License-Identifier: Apache-2.0
import type { ResourceType } from "./resource-type";
import { at, differences, type Properties } from "./values";

/** What a change of inputs means: which properties, and whether it takes a new object. */
export interface DiffResult {
  readonly changed: readonly {
    readonly path: string;
    readonly kind: "add" | "delete" | "update";
  }[];
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
}

/** Compares inputs as the type's table says. */
export function compare(type: ResourceType, before: Properties, after: Properties): DiffResult {
  // What AWS never gives back can't be compared; a version beside it says that it changed.
  const paths = differences(before, after).filter((path) => !isWithin(path, type.writeOnly ?? []));
  const changed = paths.map((path) => ({ path, kind: kindOf(before, after, path) }));
  const conditional = type.replaceWhen?.(before, after) ?? [];
  const forced = [...conditional, ...forcing(type, before, after)];
  const replaces = paths.filter((path) => forcesReplacement(type, path) || isWithin(path, forced));
  const { autoName } = type;
  const nameIn = (inputs: Properties): unknown => autoName && at(inputs, autoName.property);
  const sameName = autoName !== undefined && nameIn(before) === nameIn(after);
  const deleteFirst = sameName || type.deleteBeforeReplace === true;
  return { changed, replaces, deleteBeforeReplace: replaces.length > 0 && deleteFirst };
}

function kindOf(before: Properties, after: Properties, path: string): "add" | "delete" | "update" {
  if (at(before, path) === undefined) return "add";
  return at(after, path) === undefined ? "delete" : "update";
}

function forcesReplacement(type: ResourceType, path: string): boolean {
  if (type.replaceOn === "every change" || path === "region") return true;
  return isWithin(path, type.replaceOn ?? []);
}

/** Blocks that came or went as a whole, with a part in them that forces a replacement. */
function forcing(type: ResourceType, before: Properties, after: Properties): string[] {
  const parts = type.replaceOn === "every change" ? [] : (type.replaceOn ?? []);
  return parts
    .filter((part) => part.includes(".") && at(before, part) !== at(after, part))
    .map((part) => part.slice(0, part.lastIndexOf(".")))
    .filter((block) => at(before, block) === undefined || at(after, block) === undefined);
}

function isWithin(path: string, properties: readonly string[]): boolean {
  return properties.some((property) => path === property || path.startsWith(`${property}.`));
}
