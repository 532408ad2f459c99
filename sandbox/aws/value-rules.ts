// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../provider/resource-type";
import { at, textsWithin, valuesWithin, type Properties } from "../provider/values";
import type { Wording } from "./rules";

/** What the provider takes as a text. */
export interface Form {
  readonly pattern: RegExp;
  /** @default - the pattern says it */
  readonly longest?: number;
  /** @default 1 */
  readonly shortest?: number;
  /** Where another than the provider says so, AWS itself for instance. @default "check" */
  readonly stage?: Rule["stage"];
}

/** Refuses texts of another form, each of a list too. */
export function mustMatch(wording: Wording, form: Form): Rule {
  const { pattern, longest = Infinity, shortest = 1, stage = "check" } = form;
  const fits = (value: string): boolean =>
    pattern.test(value) && value.length <= longest && value.length >= shortest;
  return {
    ...wording,
    stage,
    refuses: ({ inputs }) => {
      const wrong = textsWithin(inputs, wording.property).find((value) => !fits(value));
      if (wrong === undefined) return undefined;
      const length = longest === Infinity ? "" : ` and have ${shortest} to ${longest} characters`;
      return `invalid value for ${wording.property} (must match ${pattern.source}${length}), got ${JSON.stringify(wrong)}`;
    },
  };
}

/** Refuses texts that aren't among those which the provider knows, each of a list too. */
export function mustBeOneOf(wording: Wording, allowed: readonly string[]): Rule {
  return {
    ...wording,
    stage: "check",
    refuses: ({ inputs }) => {
      const wrong = textsWithin(inputs, wording.property).find((value) => !allowed.includes(value));
      return wrong === undefined
        ? undefined
        : `expected ${wording.property} to be one of ${JSON.stringify(allowed)}, got ${wrong}`;
    },
  };
}

/** Refuses numbers out of the provider's range, each of a list too. */
export function mustBeWithin(
  wording: Wording,
  { least, most }: { readonly least: number; readonly most: number },
): Rule {
  return {
    ...wording,
    stage: "check",
    refuses: ({ inputs }) => {
      const numbers = valuesWithin(inputs, wording.property).filter(
        (value) => typeof value === "number",
      );
      const wrong = numbers.find((value) => value < least || value > most);
      return wrong === undefined
        ? undefined
        : `expected ${wording.property} to be in the range (${least} - ${most}), got ${wrong}`;
    },
  };
}

/** What AWS says of a property that is missing, and where it can do without. */
export interface Need {
  /** Properties of which one will do as well. @default - none */
  readonly or?: readonly string[];
  /** Whether these inputs need it. @default - all do */
  readonly when?: (inputs: Properties) => boolean;
  readonly says: string;
}

/** Refuses to make what AWS can't make without a property that the provider lets a program omit. */
export function mustBeGiven(wording: Wording, { or = [], when = () => true, says }: Need): Rule {
  return {
    ...wording,
    stage: "create",
    refuses: ({ inputs }) => {
      const isGiven = [wording.property, ...or].some((path) => at(inputs, path) !== undefined);
      return isGiven || !when(inputs) ? undefined : says;
    },
  };
}

/** Refuses texts that aren't JSON. */
export function mustBeJson(wording: Wording): Rule {
  return {
    ...wording,
    stage: "check",
    refuses: ({ inputs }) => {
      const [document] = textsWithin(inputs, wording.property);
      return document === undefined || parsed(document) !== undefined
        ? undefined
        : `"${wording.property}" contains an invalid JSON`;
    },
  };
}

/** What a text says as JSON, or undefined where it isn't JSON. */
export function parsed(document: string): unknown {
  try {
    return JSON.parse(document) as unknown;
  } catch {
    return undefined;
  }
}
