// SPDX-License-Identifier: Apache-2.0
import * as z from "zod";

import { type Environment, InvalidSettings, type SettingIssue, withFiles } from "./setting";

/** One environment variable that a program reads. */
export interface Variable {
  /** Takes the text, or `undefined` where the variable is not set. */
  readonly schema: z.ZodType;
  /** What is allowed, in words. */
  readonly allowed: string;
  readonly fix: string;
}

/** A program's variables by name, in the order in which problems are told. */
export type Variables<Name extends string = string> = Readonly<Record<Name, Variable>>;

type NameOf<Named> = keyof Named & string;
type Shape<Named extends Variables<NameOf<Named>>> = {
  readonly [Name in NameOf<Named>]: Named[Name]["schema"];
};

/** What a program was told by its variables, checked. */
export type SettingsOf<Named extends Variables<NameOf<Named>>> = Readonly<
  z.output<z.ZodObject<Shape<Named>>>
>;

/** What is to know of variables besides each one by itself. */
export interface ReadOptions<Named extends Variables<NameOf<Named>>> {
  /** Names of variables that are never shown, and read from the file that `NAME_FILE` names. */
  readonly secrets: readonly string[];
  /** Problems between variables that are each right by themselves; `issue` makes one of a name. */
  readonly together: (
    settings: SettingsOf<Named>,
    issue: (name: NameOf<Named>) => SettingIssue,
  ) => readonly SettingIssue[];
}

/**
 * Reads a program's variables. An empty one counts as not set.
 *
 * @throws InvalidSettings over every problem at once
 */
export function readVariables<Named extends Variables<NameOf<Named>>>(
  variables: Named,
  given: Environment,
  { secrets, together }: ReadOptions<Named>,
): SettingsOf<Named> {
  const { environment, issues } = withFiles(given, secrets);
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const names = Object.keys(variables) as NameOf<Named>[];
  const issueOf = (path: NameOf<Named>, got: string | undefined): SettingIssue => {
    const { allowed, fix } = variables[path];
    const hidden = got === undefined || secrets.includes(path);
    return hidden ? { path, allowed, fix } : { path, got, allowed, fix };
  };
  const shape = Object.fromEntries(names.map((name) => [name, variables[name].schema]));
  const read = z.object(shape as Shape<Named>).safeParse(set);
  const wrong = new Set(read.error?.issues.map((issue) => String(issue.path[0])));
  const all = [
    ...issues,
    ...names
      .filter((name) => wrong.has(name) && !issues.some(({ path }) => path === `${name}_FILE`))
      .map((name) => issueOf(name, environment[name])),
    ...(read.success ? together(read.data, (name) => issueOf(name, set[name])) : []),
  ];
  if (all.length > 0 || !read.success) throw new InvalidSettings(all);
  return read.data;
}
