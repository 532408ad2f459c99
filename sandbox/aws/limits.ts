// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../provider/resource-type";
import { at, isKnown, isRecord, list } from "../provider/values";

/** AWS's words for a refusal; the provider has the same limit in its own schema. */
type Wording = Pick<Rule, "code" | "property" | "source">;

/** Refuses a number outside of a range, at preview: the provider's schema has the limit too. */
export function within(wording: Wording, least: number, most: number): Rule {
  const { property } = wording;
  return {
    ...wording,
    stage: "check",
    refuses: ({ inputs }) => {
      const wrong = valuesWithin(inputs, property)
        .filter((value) => typeof value === "number")
        .find((value) => value < least || value > most);
      return wrong === undefined
        ? undefined
        : `expected ${property} to be in the range (${least} - ${most}), got ${wrong}`;
    },
  };
}

/** Refuses a value that is none of those which the provider's schema lists, at preview. */
export function oneOf(wording: Wording, values: readonly unknown[]): Rule {
  const { property } = wording;
  return {
    ...wording,
    stage: "check",
    refuses: ({ inputs }) => {
      const given = at(inputs, property);
      const items: readonly unknown[] = Array.isArray(given) ? given : [given];
      const wrong = items.find((value) => isKnown(value) && !values.includes(value));
      return wrong === undefined
        ? undefined
        : `expected ${property} to be one of ${JSON.stringify(values)}, got ${JSON.stringify(wrong)}`;
    },
  };
}

/** Refuses a list shorter than the provider's schema allows, at preview. */
export function atLeast(wording: Wording, fewest: number): Rule {
  const { property } = wording;
  return {
    ...wording,
    stage: "check",
    refuses: ({ inputs }) => {
      const given = at(inputs, property);
      return Array.isArray(given) && given.length < fewest
        ? `Attribute ${property} requires ${fewest} item minimum, but config has only ${given.length} declared`
        : undefined;
    },
  };
}

/** The values at `a.b`, of each item where `a` is a list. */
function valuesWithin(inputs: Readonly<Record<string, unknown>>, path: string): unknown[] {
  const [head = "", key] = path.split(".");
  if (key === undefined) return [inputs[head]];
  return list(inputs, head).map((item) => (isRecord(item) ? item[key] : undefined));
}
