// SPDX-License-Identifier: Apache-2.0
import { placeText } from "../graph/places";
import type { ResourceChange } from "./changes";
import { clipped, code } from "./escape";
import type { Fold } from "./fold";
import type { Limits } from "./limits";
import type { PropertyChange } from "./property-changes";

/** A type as Pulumi's own display shortens it: `aws:ec2:Vpc`. */
export function shortType(type: string): string {
  const [provider, path = "", name] = type.split(":");
  const [module, rest] = path.split("/");
  const isDoubled = rest !== undefined && rest.toLowerCase() === name?.toLowerCase();
  return isDoubled ? `${provider}:${module}:${name}` : type;
}

/** Which resources: type, names, and how many when there is more than one. */
export function resourceCell({ one, all }: Fold, limits: Limits): string {
  const names = all.slice(0, limits.names).map(({ name }) => code(clipped(name, limits.text)));
  const more = all.length - names.length;
  const times = all.length > 1 ? ` ×${all.length}` : "";
  const rest = more > 0 ? ` and ${more} more` : "";
  return `${code(clipped(shortType(one.type), limits.text))}${times} ${names.join(", ")}${rest}`;
}

/** Property by property, old → new; `separator` stands between them. */
export function propertyCell(
  properties: readonly PropertyChange[],
  limits: Limits,
  separator: string,
): string {
  const parts = properties
    .slice(0, limits.properties)
    .map((change) => `${propertyText(change, limits)}${change.forcesReplacement ? " ❗" : ""}`);
  const more = properties.length - parts.length;
  return [...parts, ...(more > 0 ? [`… and ${more} more`] : [])].join(separator);
}

/** `cidrBlock`: `10.1.0.0/16` → `10.3.0.0/16` */
export function propertyText({ path, before, after }: PropertyChange, limits: Limits): string {
  const name = code(clipped(path, limits.text));
  if (before === undefined && after === undefined) return name;
  return `${name}: ${valueText(before, limits)} → ${valueText(after, limits)}`;
}

/** The lines of the program, the one in `stacks/` last. */
export function placeCell({ place, caller }: ResourceChange, limits: Limits): string {
  return [place, caller]
    .flatMap((one) => (one === undefined ? [] : [code(clipped(placeText(one), limits.text))]))
    .join(" from ");
}

/** What stands in place of a value is no value, and looks like none. */
function valueText(value: string | undefined, limits: Limits): string {
  if (value === undefined) return "(none)";
  return /^\((another secret|secret|known after update)\)$/.test(value)
    ? value
    : code(clipped(value, limits.text));
}
