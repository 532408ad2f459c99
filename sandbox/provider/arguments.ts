// SPDX-License-Identifier: Apache-2.0
import { isRecord, unknownValue, type Properties } from "./values";

/**
 * The arguments that a provider's types take, as data.
 *
 * A type is written `string`, `number`, `boolean`, `any`, `[T]` for a list, `{T}` for a map, `A|B`
 * for one of several, or as the name of an object; `?` at the end says that it may be left out.
 */
export interface ArgumentTypes {
  /** Arguments by token of the resource. */
  readonly resources: Readonly<Record<string, Arguments>>;
  /** Arguments of nested objects by name: `ec2.SecurityGroupIngress`. */
  readonly objects: Readonly<Record<string, Arguments>>;
}

type Arguments = Readonly<Record<string, string>>;

/** An argument that the provider refuses. */
export interface ArgumentFailure {
  /** Path of the argument: `ingress[0].fromPort`. */
  readonly property: string;
  readonly reason: string;
}

/**
 * What a provider refuses before it looks at any value: arguments that it doesn't know, that are
 * missing, or of another type. It takes numbers and truth values as text too, and the other way
 * round, as its schema library does. Unknown values pass.
 *
 * @see https://github.com/hashicorp/terraform-plugin-sdk/blob/main/helper/schema/schema.go
 * @see https://github.com/pulumi/pulumi-terraform-bridge/blob/main/pkg/tfbridge/check_failures.go
 */
export function argumentFailures(
  types: ArgumentTypes,
  token: string,
  inputs: Properties,
): ArgumentFailure[] {
  const expected = types.resources[token];
  if (expected !== undefined) return new Checker(types.objects).object(expected, inputs, "");
  return [failure("", `the sandbox knows no arguments of ${token}: run "npm run arguments"`)];
}

class Checker {
  constructor(private readonly objects: ArgumentTypes["objects"]) {}

  object(expected: Arguments, given: Properties, path: string): ArgumentFailure[] {
    const within = (key: string): string => (path === "" ? key : `${path}.${key}`);
    const unknown = Object.keys(given)
      .filter((key) => expected[key] === undefined)
      .map((key) => failure(within(key), "Invalid or unknown key"));
    const known = Object.entries(expected).flatMap(([key, type]) => {
      const value = given[key];
      if (value !== undefined && value !== null) return this.value(type, value, within(key));
      if (type.endsWith("?")) return [];
      return [failure(within(key), `Missing required property '${within(key)}'`)];
    });
    return [...unknown, ...known];
  }

  private value(type: string, value: unknown, path: string): ArgumentFailure[] {
    if (value === unknownValue || value === null) return [];
    const alternatives = type.replace(/\?$/, "").split("|");
    const results = alternatives.map((one) => this.one(one, value, path));
    return results.find((failures) => failures.length === 0) ?? results[0] ?? [];
  }

  private one(type: string, value: unknown, path: string): ArgumentFailure[] {
    const kind = kindOf(value);
    const item = type.slice(1, -1);
    const isSound = primitives[type];
    if (isSound !== undefined) return isSound(value) ? [] : [mismatch(path, type, kind)];
    if (type.startsWith("[")) {
      if (!Array.isArray(value)) return [mismatch(path, "list", kind)];
      return value.flatMap((part, index) => this.value(item, part, `${path}[${index}]`));
    }
    if (!isRecord(value) || Array.isArray(value)) return [mismatch(path, "object", kind)];
    if (type.startsWith("{")) {
      return Object.entries(value).flatMap(([key, part]) =>
        this.value(item, part, `${path}.${key}`),
      );
    }
    return this.object(this.objects[type] ?? {}, value, path);
  }
}

/** What the provider can read as a value of a type. */
const primitives: Readonly<Record<string, (value: unknown) => boolean>> = {
  any: () => true,
  string: (value) => !isRecord(value),
  number: (value) => (typeof value === "string" ? /^-?\d*(\.\d+)?$/.test(value) : !isRecord(value)),
  boolean: (value) =>
    typeof value === "string"
      ? ["", "0", "1", "f", "t", "false", "true"].includes(value.toLowerCase())
      : !isRecord(value),
};

function kindOf(value: unknown): string {
  return Array.isArray(value) ? "list" : typeof value;
}

function mismatch(path: string, wanted: string, got: string): ArgumentFailure {
  return failure(path, `Attribute must be ${article(wanted)}, got ${article(got)}`);
}

function failure(property: string, reason: string): ArgumentFailure {
  return { property, reason };
}

function article(noun: string): string {
  return noun === "object" ? "an object" : `a ${noun}`;
}
