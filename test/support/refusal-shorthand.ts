// SPDX-License-Identifier: Apache-2.0
import type * as pulumi from "@pulumi/pulumi";

import type { Rule } from "../../sandbox/provider/resource-type";
import type { Given, RefusalCase } from "./refusal-case";

/** A rule by what tells it from others: `check ValidationError name`. */
type RuleName = `${Rule["stage"]} ${string} ${string}`;

/** A wrong argument, as `[rule, what, wrong]`: it takes the good one's place. */
export type Wrong<Args> = readonly [rule: RuleName, what: string, wrong: Partial<Args>];

/** Cases in which one resource gets a wrong argument among good ones. */
export function wrongArguments<Args>(
  token: string,
  make: (given: Given, wrong: Partial<Args>) => void,
  cases: readonly Wrong<Args>[],
): RefusalCase[] {
  return cases.map(([rule, what, wrong]) => ({
    ...named(rule),
    what,
    token,
    program: (given) => make(given, given.mistake ? wrong : {}),
  }));
}

/** A case in which a second resource takes the first one's name. */
export function nameTaken(
  token: string,
  rule: RuleName,
  what: string,
  make: (
    given: Given,
    resource: string,
    name: string,
    options: pulumi.CustomResourceOptions,
  ) => pulumi.Resource,
): RefusalCase {
  return {
    ...named(rule),
    what,
    token,
    program: (given) => {
      const { name, mistake } = given;
      const first = make(given, `${name}-first`, `${name}-name`, {});
      const other = mistake ? `${name}-name` : `${name}-other`;
      make(given, `${name}-second`, other, { dependsOn: [first] });
    },
  };
}

/** A case in which something goes away that another resource, by its name, still uses. */
export function deletedInUse(
  token: string,
  rule: RuleName,
  what: string,
  make: (given: Given) => pulumi.Resource,
  use: (given: Given, options: pulumi.CustomResourceOptions) => void,
): RefusalCase {
  return {
    ...named(rule),
    what,
    token,
    program: (given) => use(given, { dependsOn: given.mistake ? [] : [make(given)] }),
  };
}

export function named(rule: RuleName): Pick<RefusalCase, "stage" | "code" | "property"> {
  const [stage = "", code = "", property = ""] = rule.split(" ");
  return { stage: stage as Rule["stage"], code, property };
}
