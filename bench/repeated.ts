// SPDX-License-Identifier: Apache-2.0
import type { ExportedResource } from "../review/graph/exported";

/**
 * A stack as large as is asked for, made of a real one: its resources again and again under other
 * names, ids and ARNs, so that every copy is about itself and refers to no other.
 *
 * @param resources a stack's, whoever is referred to before who refers, as in a state
 * @throws RangeError when there is nothing to repeat
 */
export function repeated(
  resources: readonly ExportedResource[],
  count: number,
): ExportedResource[] {
  // A stack has one resource that stands for it.
  const copied = resources.filter(({ type }) => type !== "pulumi:pulumi:Stack");
  if (copied.length === 0) throw new RangeError("there is nothing to repeat");
  const template = marked(copied);
  const all = [...resources];
  for (let copy = 1; all.length < count; copy += 1) {
    all.push(...(JSON.parse(template.replaceAll(mark, `-${copy}`)) as readonly ExportedResource[]));
  }
  return all.slice(0, count);
}

/** Not in any text that a cloud takes. */
const mark = "\u{10FFFF}";

/** The resources as JSON, with a mark behind everything that names one of them. */
function marked(resources: readonly ExportedResource[]): string {
  const names = new Set(resources.flatMap(namesOf));
  // Where one name begins with another, the longer one is meant.
  const longestFirst = [...names].sort((one, other) => other.length - one.length);
  const any = new RegExp(longestFirst.map((name) => escaped(name)).join("|"), "g");
  return JSON.stringify(resources, (_, value: unknown) =>
    typeof value === "string" ? value.replace(any, `$&${mark}`) : value,
  );
}

/** Its URN, id, and what else is its alone among what others refer to it by. */
function namesOf({ urn, custom, id, outputs = {} }: ExportedResource): string[] {
  if (custom !== true) return [urn];
  const own = [id, outputs.arn, outputs.arnSuffix, outputs.dnsName].filter(
    (name) => typeof name === "string",
  );
  return [urn, ...own.filter(isMadeUp)];
}

/** A word ("none") or an account's number stands for other things too. */
function isMadeUp(name: string): boolean {
  return /\d/.test(name) && !/^\d+$/.test(name);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
