// SPDX-License-Identifier: Apache-2.0
import { nameOf, stackOf, type ExportedResource } from "../../review/graph/exported";
import type { EnvironmentName } from "./good-stacks";

/** A resource that can be changed. */
export interface Draft {
  readonly urn: string;
  readonly type: string;
  id?: string;
  parent?: string;
  provider?: string;
  protect?: boolean;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
  dependencies: string[];
  propertyDependencies: Record<string, string[]>;
}

/** One small mistake in the good stacks, and the rule that catches it. */
export interface Mutant {
  readonly rule: string;
  /** The mistake, in words: "<the database> has one zone". */
  readonly mistake: string;
  /** @default "production" */
  readonly environment?: EnvironmentName;
  /** Scope of the stack in which it is made: `us-east-1`. */
  readonly scope: string;
  /** Makes it. */
  readonly make: (stack: StackDraft) => void;
  /** Other rules that catch it too, since it breaks them as well. @default - none */
  readonly also?: readonly string[];
}

/** The resources of a stack, to be broken in one place. */
export class StackDraft {
  constructor(readonly resources: Draft[]) {}

  /**
   * The first resource of a type, and of a name where one is given.
   *
   * @throws RangeError when there is none: a mutant of nothing proves nothing
   */
  one(type: string, name?: string): Draft {
    const found = this.resources.find(
      (resource) => resource.type === type && (name === undefined || nameOf(resource.urn) === name),
    );
    if (found === undefined) throw new RangeError(`no ${type} ${name ?? ""}`);
    return found;
  }

  /** Sets a property, in what the program gave and in what came of it. */
  set(resource: Draft, path: readonly (string | number)[], value: unknown): void {
    for (const side of [resource.inputs, resource.outputs]) setIn(side, path, value);
  }

  /** Takes a property away. */
  unset(resource: Draft, path: readonly (string | number)[]): void {
    this.set(resource, path, undefined);
  }

  /** Takes a resource away, with whatever stands in it. */
  remove(resource: Draft): void {
    this.resources.splice(this.resources.indexOf(resource), 1);
  }

  /** Adds a resource like another, under another name. */
  add(like: Draft, name: string, inputs: Readonly<Record<string, unknown>>): Draft {
    const copy = structuredClone({ ...like, id: `${like.id}-${name}` }) as Draft;
    const urn = `${like.urn.split("::").slice(0, 3).join("::")}::${name}`;
    const added = { ...copy, urn };
    Object.assign(added.inputs, inputs);
    Object.assign(added.outputs, inputs, { arn: `${String(like.outputs.arn)}-${name}` });
    this.resources.push(added);
    return added;
  }
}

/** A copy of the resources that can be changed. */
export function draftOf(resources: readonly ExportedResource[]): StackDraft {
  return new StackDraft(
    resources.map((resource) => {
      const { dependencies, propertyDependencies } = resource;
      const on = Object.entries(propertyDependencies ?? {}).map(([key, urns]) => [key, urns ?? []]);
      return JSON.parse(
        JSON.stringify({
          ...resource,
          inputs: resource.inputs ?? {},
          outputs: resource.outputs ?? {},
          dependencies: dependencies ?? [],
          propertyDependencies: Object.fromEntries(on) as Record<string, string[]>,
        }),
      ) as Draft;
    }),
  );
}

/** `production-us-east-1 aws:ec2/vpc:Vpc payments-network` */
export function labelOf({ urn, type }: { urn: string; type: string }): string {
  return `${stackOf(urn)} ${type} ${nameOf(urn)}`;
}

function setIn(target: unknown, path: readonly (string | number)[], value: unknown): void {
  const [key, ...rest] = path;
  if (key === undefined || typeof target !== "object" || target === null) return;
  const record = target as Record<string | number, unknown>;
  if (rest.length > 0) {
    record[key] ??= typeof rest[0] === "number" ? [] : {};
    return setIn(record[key], rest, value);
  }
  if (value === undefined) delete record[key];
  else record[key] = value;
}
