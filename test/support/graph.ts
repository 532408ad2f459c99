// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";

import type { Resource, StackGraph } from "./platform";

/** A text somewhere inside an input, with its path and whether a secret holds it. */
export interface Text {
  readonly path: string;
  readonly text: string;
  readonly secret: boolean;
}

/** Every resource of the stacks. */
export function resourcesOf(stacks: readonly StackGraph[]): Resource[] {
  return stacks.flatMap((stack) => stack.resources);
}

/** The stack of a scope. */
export function stackOf(stacks: readonly StackGraph[], scope: string): StackGraph {
  const stack = stacks.find((candidate) => candidate.scope === scope);
  if (stack === undefined) throw new RangeError(`no stack of scope ${scope}`);
  return stack;
}

/** Every text inside a value, keys of objects included. */
export function textsIn(value: unknown, path = "", secret = false): Text[] {
  if (pulumi.runtime.isRpcSecret(value)) {
    return textsIn(pulumi.runtime.unwrapRpcSecret(value), path, true);
  }
  if (typeof value === "string") return [{ path, text: value, secret }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inside]) => {
    const step = Array.isArray(value) ? "[]" : `${path === "" ? "" : "."}${key}`;
    const found = textsIn(inside, `${path}${step}`, secret);
    return Array.isArray(value) ? found : [{ path: `${path}${step}`, text: key, secret }, ...found];
  });
}

/** The values at a path such as `replicas[].kmsKeyArn`; none where any step is missing. */
export function valuesAt(value: unknown, path: string): unknown[] {
  const steps = path.match(/[^.[\]]+|\[\]/g) ?? [];
  return steps.reduce<unknown[]>(
    (values, step) =>
      values.flatMap((inside) => {
        if (step === "[]") return Array.isArray(inside) ? (inside as unknown[]) : [];
        const found: unknown =
          typeof inside === "object" && inside !== null ? Reflect.get(inside, step) : undefined;
        return found === undefined ? [] : [found];
      }),
    [value],
  );
}

/** Finds the resource that an id or an ARN is of. */
export function finder(
  stacks: readonly StackGraph[],
): (reference: unknown) => Resource | undefined {
  const found = new Map(
    resourcesOf(stacks)
      .filter(({ custom }) => custom)
      .flatMap((resource) => [
        [resource.id, resource],
        [resource.arn, resource],
      ]),
  );
  return (reference) => (typeof reference === "string" ? found.get(reference) : undefined);
}

/** How a failing test names a resource. */
export function label({ scope, type, name }: Resource): string {
  return `${scope} ${type} ${name}`;
}
