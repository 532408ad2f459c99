// SPDX-License-Identifier: Apache-2.0
import { createHash } from "node:crypto";

/** Properties of a resource, as JSON. */
export type Properties = Readonly<Record<string, unknown>>;

/** What the engine sends for a value that is not known before something is created. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** True for a value that is there and known, of whatever type. */
export function isKnown(value: unknown): boolean {
  return value !== undefined && value !== unknownValue;
}

/** The string at a dotted path, or undefined where it is missing, unknown or something else. */
export function text(properties: Properties, path: string): string | undefined {
  const value = at(properties, path);
  return typeof value === "string" && value !== unknownValue ? value : undefined;
}

/** The list at a dotted path; empty where it is missing or unknown. */
export function list(properties: Properties, path: string): readonly unknown[] {
  const value = at(properties, path);
  return Array.isArray(value) ? value : [];
}

/** The strings of the list at a dotted path. */
export function texts(properties: Properties, path: string): string[] {
  return list(properties, path).filter(
    (value): value is string => typeof value === "string" && value !== unknownValue,
  );
}

/** Every known string at a dotted path, of each item where it leads through a list. */
export function textsWithin(properties: Properties, path: string): string[] {
  return valuesWithin(properties, path).filter((value) => typeof value === "string");
}

/** Every known value at a dotted path, of each item where it leads through a list. */
export function valuesWithin(properties: Properties, path: string): unknown[] {
  return path
    .split(".")
    .reduce<unknown[]>(
      (found, key) => found.flatMap((value) => (isRecord(value) ? value[key] : undefined)),
      [properties],
    )
    .filter(isKnown);
}

/** The value at a dotted path: `vpcConfig.subnetIds` or `replicas.0.regionName`. */
export function at(properties: Properties, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), properties);
}

/** True for plain objects and lists, whose parts can be read by key. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** Whether a value is, or has somewhere in it, what is wanted. */
export function mentions(value: unknown, wanted: unknown): boolean {
  if (value === wanted) return true;
  return isRecord(value) && Object.values(value).some((part) => mentions(part, wanted));
}

/** A copy of the properties with the value put at a dotted path; undefined removes it. */
export function withValue(properties: Properties, path: string, value: unknown): Properties {
  const copy = structuredClone(properties) as Record<string, unknown>;
  const keys = path.split(".");
  const last = keys.pop();
  if (last === undefined) return copy;
  let target: Record<string, unknown> = copy;
  for (const key of keys) {
    const next = target[key];
    target = isRecord(next) ? next : (target[key] = {});
  }
  if (value === undefined) delete target[last];
  else target[last] = value;
  return copy;
}

/** Computed values over inputs: objects and lists are merged part by part, the rest replaced. */
export function merge(inputs: unknown, computed: unknown): unknown {
  if (computed === undefined) return inputs;
  if (Array.isArray(inputs) && Array.isArray(computed)) {
    return inputs.map((item, index) => merge(item, computed[index]));
  }
  if (
    !isRecord(inputs) ||
    !isRecord(computed) ||
    Array.isArray(inputs) ||
    Array.isArray(computed)
  ) {
    return computed;
  }
  const merged: Record<string, unknown> = { ...inputs };
  for (const [key, value] of Object.entries(computed)) merged[key] = merge(inputs[key], value);
  return merged;
}

/** What the defaults add to the properties: only what is not there, part by part. */
export function missing(defaults: Properties, properties: Properties): Properties {
  return Object.fromEntries(
    Object.entries(defaults).flatMap(([key, value]): [string, unknown][] => {
      const given = properties[key];
      if (given === undefined) return [[key, value]];
      return isPlain(value) && isPlain(given) ? [[key, missing(value, given)]] : [];
    }),
  );
}

function isPlain(value: unknown): value is Properties {
  return isRecord(value) && !Array.isArray(value);
}

/** Hexadecimal digits of a hash: the same for the same seed, on every run and machine. */
export function hexDigits(seed: readonly unknown[], digits: number): string {
  return createHash("sha512").update(JSON.stringify(seed)).digest("hex").slice(0, digits);
}

/** Paths at which two values differ, the shortest that says it: `tags.Name`, `routes`. */
export function differences(before: Properties, after: Properties, prefix = ""): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].sort().flatMap((key) => {
    const [old, now] = [before[key], after[key]];
    const path = `${prefix}${key}`;
    if (isRecord(old) && isRecord(now) && !Array.isArray(old) && !Array.isArray(now)) {
      return differences(old, now, `${path}.`);
    }
    return same(old, now) ? [] : [path];
  });
}

function same(one: unknown, other: unknown): boolean {
  if (!isRecord(one) || !isRecord(other)) return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => same(one[key], other[key]));
}
