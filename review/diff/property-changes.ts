// SPDX-License-Identifier: Apache-2.0
import type { PreviewStep, PropertyDiff } from "../graph/exported";
import { Hidden, masked, Unknown } from "./masked";
import { pathOf, stepsOf, type Step } from "./property-path";

/** What a property was and would be, as it may be shown; `undefined` where there is none. */
export interface PropertyChange {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Whether the provider can't change it in place. */
  readonly forcesReplacement: boolean;
}

type Plain = Readonly<Record<string, unknown>>;

/**
 * Property by property what a step changes. The provider says which; where it says nothing, inputs
 * are compared, and where they show nothing (both are secret, say), the names that it gave remain.
 */
export function propertyChanges(step: PreviewStep): PropertyChange[] {
  const before = masked(step.oldState?.inputs ?? {});
  const after = masked(step.newState?.inputs ?? {});
  const said = Object.entries(step.detailedDiff ?? {}).flatMap(([path, diff]) =>
    changesAt(
      stepsOf(path),
      { before, after, outputs: masked(step.oldState?.outputs ?? {}) },
      diff,
    ),
  );
  const found = said.length > 0 ? said : differences(before, after, []);
  const reasons = [...(step.replaceReasons ?? []), ...(step.diffReasons ?? [])];
  const unseen = reasons.filter((path) => !found.some((change) => isUnder(change.path, path)));
  const rest = [...new Set(unseen)]
    .filter((path) => found.length === 0 || step.replaceReasons?.includes(path))
    .map((path) => ({
      path,
      before: shown(valueAt(before, stepsOf(path))),
      after: shown(valueAt(after, stepsOf(path))),
      forcesReplacement: false,
    }));
  const forcing = step.replaceReasons ?? [];
  const all = [...found, ...rest].map((change) => ({
    ...change,
    forcesReplacement:
      change.forcesReplacement || forcing.some((path) => isUnder(change.path, path)),
  }));
  return all.sort((one, other) => (one.path < other.path ? -1 : 1));
}

interface Sides {
  readonly before: unknown;
  readonly after: unknown;
  readonly outputs: unknown;
}

function changesAt(steps: readonly Step[], sides: Sides, { kind }: PropertyDiff): PropertyChange[] {
  const after = valueAt(sides.after, steps);
  const input = valueAt(sides.before, steps);
  // A provider that compares with what it has seen may find a difference which no input shows.
  const drifted = input === undefined || isEqual(input, after);
  const before = kind.startsWith("add")
    ? input
    : drifted && !(input instanceof Hidden)
      ? (valueAt(sides.outputs, steps) ?? input)
      : input;
  const forcesReplacement = kind.endsWith("-replace");
  if (before instanceof Hidden && after instanceof Hidden) {
    return [
      { path: pathOf(steps), before: shown(before), after: "(another secret)", forcesReplacement },
    ];
  }
  return differences(before, after, steps).map((change) => ({ ...change, forcesReplacement }));
}

/** Every leaf that differs. */
function differences(before: unknown, after: unknown, steps: readonly Step[]): PropertyChange[] {
  if (isEqual(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) return inLists(before, after, steps);
  if (isPlain(before) && isPlain(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => differences(own(before, key), own(after, key), [...steps, key]));
  }
  const hidden = before instanceof Hidden && after instanceof Hidden;
  return [
    {
      path: pathOf(steps),
      before: shown(before),
      after: hidden ? "(another secret)" : shown(after),
      forcesReplacement: false,
    },
  ];
}

/** What begins and ends alike is the same: one item taken out doesn't change those behind it. */
function inLists(
  before: readonly unknown[],
  after: readonly unknown[],
  steps: readonly Step[],
): PropertyChange[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && isEqual(before[start], after[start])) start += 1;
  let end = 0;
  while (end < shorter - start && isEqual(before.at(-1 - end), after.at(-1 - end))) end += 1;
  const old = before.slice(start, before.length - end);
  const fresh = after.slice(start, after.length - end);
  return Array.from({ length: Math.max(old.length, fresh.length) }, (_, index) =>
    differences(old[index], fresh[index], [...steps, start + index]),
  ).flat();
}

function isEqual(one: unknown, other: unknown): boolean {
  if (one instanceof Hidden) return one.equals(other);
  if (one instanceof Unknown || other instanceof Unknown) return false;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => isEqual(item, other[index]));
  }
  if (isPlain(one) && isPlain(other)) {
    const keys = Object.keys(one);
    return (
      keys.length === Object.keys(other).length &&
      keys.every((key) => Object.hasOwn(other, key) && isEqual(one[key], other[key]))
    );
  }
  return one === other;
}

function valueAt(value: unknown, steps: readonly Step[]): unknown {
  return steps.reduce<unknown>((inside, step) => {
    // Nothing in a secret or in what is not known can be told apart.
    if (inside instanceof Hidden || inside instanceof Unknown) return inside;
    return typeof inside === "object" && inside !== null ? own(inside, String(step)) : undefined;
  }, value);
}

function own(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? (Reflect.get(value, key) as unknown) : undefined;
}

function isPlain(value: unknown): value is Plain {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Hidden) &&
    !(value instanceof Unknown)
  );
}

function shown(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (value instanceof Hidden || value instanceof Unknown) return value.toJSON();
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Whether a path is another, or leads on from it. */
function isUnder(path: string, other: string): boolean {
  const [steps, to] = [stepsOf(path), stepsOf(other)];
  return to.every((step, index) => steps[index] === step);
}
