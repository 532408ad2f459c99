// SPDX-License-Identifier: Apache-2.0
import { isRecord, type Properties } from "../../../sandbox/provider/values";

/** A property somewhere in inputs, nested ones and items of lists included. */
export interface Leaf {
  readonly steps: readonly (string | number)[];
  readonly value: unknown;
  /** Whether it is an item of a list, rather than a property with a name. */
  readonly isItem: boolean;
}

/** Every property of inputs but the single tags, which are free text. */
export function leavesOf(value: unknown, steps: Leaf["steps"] = []): Leaf[] {
  if (steps.at(-1) === "tags") return [];
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? value.map((part, index): [number, unknown] => [index, part])
    : isRecord(value)
      ? Object.entries(value)
      : [];
  return entries.flatMap(([key, part]) => {
    const inner = [...steps, key];
    return [
      { steps: inner, value: part, isItem: typeof key === "number" },
      ...leavesOf(part, inner),
    ];
  });
}

/** `ingress[].fromPort`: where the property is, in any item. */
export function patternOf({ steps }: Leaf): string {
  return steps.reduce<string>((path, step) => {
    if (typeof step === "number") return `${path}[]`;
    return path === "" ? step : `${path}.${step}`;
  }, "");
}

/** A copy of the inputs with another value there; undefined takes the property away. */
export function withLeaf(inputs: Properties, { steps }: Leaf, value: unknown): Properties {
  const copy = JSON.parse(JSON.stringify(inputs)) as Record<string, unknown>;
  const last = steps.at(-1);
  if (last === undefined) return copy;
  const holder = steps
    .slice(0, -1)
    .reduce<unknown>((inside, step) => (isRecord(inside) ? inside[step] : undefined), copy);
  if (!isRecord(holder)) throw new Error(`nothing at ${steps.join(".")}`);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return copy;
}
