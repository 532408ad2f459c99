// SPDX-License-Identifier: Apache-2.0

/** A place in a value. */
export interface Place {
  readonly path: readonly string[];
  /** Whether something is below it. */
  readonly isObject: boolean;
}

/** Every leaf and every object or list in a value. */
export function pathsIn(value: unknown, path: readonly string[] = []): Place[] {
  if (typeof value !== "object" || value === null) return [{ path, isObject: false }];
  const inside = Object.entries(value).flatMap(([key, part]) => pathsIn(part, [...path, key]));
  return path.length === 0 ? inside : [{ path, isObject: true }, ...inside];
}

/** A copy of a value with something else at one place. */
export function withValueAt(value: unknown, path: readonly string[], instead: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return instead;
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) =>
      String(index) === key ? withValueAt(item, rest, instead) : item,
    );
  }
  const record = value as Readonly<Record<string, unknown>>;
  return { ...record, [key]: withValueAt(record[key], rest, instead) };
}
