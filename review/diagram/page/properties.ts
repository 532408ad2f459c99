// SPDX-License-Identifier: Apache-2.0
import type { Resource } from "../../../policy/lib/graph";
import type { Value } from "../../../policy/lib/value";

/** A property's path, and what a reader may see of its value. */
export type Row = readonly [path: string, value: string];

/** A card is for a look; whoever needs more has the state. */
const mostRows = 200;
const longest = 400;
/** What {@link Value.shown} says of a value that may be a secret by its name. */
const hidden = "a value that is not shown";

/**
 * A resource's properties, one row for each value, sorted by path. Nothing that is secret, or by its
 * name may be, also within a text that is JSON.
 */
export function propertyRows(resource: Resource): Row[] {
  const rows = resource
    .at()
    .entries()
    // What the engine and the providers keep for themselves: `__defaults`, `__meta`.
    .filter(([name]) => !name.startsWith("__"))
    .flatMap(([name, value]) =>
      isSecretPart(resource, name) ? [[name, hidden] as const] : rowsOf(value),
    )
    .sort(([one], [other]) => (one < other ? -1 : 1));
  if (rows.length <= mostRows) return rows;
  return [...rows.slice(0, mostRows), ["…", `${rows.length - mostRows} more`]];
}

function rowsOf(value: Value): Row[] {
  if (!value.isKnown || !value.isGiven) {
    return value.isGiven ? [[value.path, value.shown()]] : [];
  }
  const shown = value.shown();
  // Hidden by its name, or by that of what it is in.
  if (shown === hidden) return [[value.path, hidden]];
  const inside = value.json();
  const parts =
    inside.entries().length > 0 ? inside.entries().map(([, part]) => part) : list(inside);
  if (parts !== undefined) return parts.flatMap(rowsOf);
  const text = value.text() ?? shown;
  const isEmpty = text === "" || text === "{}";
  return isEmpty ? [] : [[value.path, text.length > longest ? `${text.slice(0, longest)}…` : text]];
}

/** What a list holds, `undefined` of what is none. */
function list(value: Value): Value[] | undefined {
  if (value.isAbsent) return undefined;
  const items = value.items();
  const isList = items.length !== 1 || items[0] !== value;
  return isList ? items : undefined;
}

/** Kubernetes keeps secrets by names of the user's. */
function isSecretPart({ type }: Resource, name: string): boolean {
  return type.endsWith(":Secret") && (name === "data" || name === "stringData");
}
