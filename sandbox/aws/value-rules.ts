// SPDX-License-Identifier: Apache-2.0
import { parseCidr } from "../../components/network/cidr";
import type { Rule } from "../provider/resource-type";
import { at, isKnown, text, textsWithin, valuesWithin, type Properties } from "../provider/values";
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
  /** The refusal's text. @default - one that quotes the pattern */
  readonly says?: (value: string) => string;
}

/** Refuses texts of another form, each of a list too. */
export function mustMatch(wording: Wording, form: Form): Rule {
  const { pattern, longest = Infinity, shortest = 1, stage = "check", says } = form;
  const fits = (value: string): boolean =>
    pattern.test(value) && value.length <= longest && value.length >= shortest;
  return {
    ...wording,
    stage,
    refuses: ({ inputs }) => {
      const wrong = textsWithin(inputs, wording.property).find((value) => !fits(value));
      if (wrong === undefined) return undefined;
      if (says !== undefined) return says(wrong);
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

/**
 * Refuses at preview unless exactly one of the properties is given.
 *
 * One that isn't known yet may turn out to be absent, so the provider counts it only where none is
 * known.
 */
export function exactlyOneOf(wording: Wording, properties: readonly string[]): Rule {
  return {
    ...wording,
    stage: "check",
    refuses: ({ inputs }) => {
      const given = properties.filter((property) => inputs[property] !== undefined);
      const known = given.filter((property) => isKnown(inputs[property]));
      const all = `\`${properties.join(",")}\``;
      if (given.length === 0) return `one of ${all} must be specified`;
      return known.length > 1
        ? `only one of ${all} can be specified, but \`${known.join(",")}\` were specified`
        : undefined;
    },
  };
}

/** How large a block may be: the bits that name its network. */
export interface BlockSize {
  readonly fewestBits: number;
  readonly mostBits: number;
}

/** Refuses at preview what is no IPv4 range, or one with host bits, or one of another size. */
export function mustBeRange(wording: Wording, size?: BlockSize): Rule {
  return {
    ...wording,
    stage: "check",
    refuses: ({ inputs }) => {
      const value = text(inputs, wording.property);
      if (value === undefined) return undefined;
      const parsed = parseCidr(value);
      if (!parsed.ok) return `"${value}" ${parsed.problem}; ${parsed.fix}`;
      if (size === undefined) return undefined;
      const bits = parsed.cidr.prefix;
      return bits < size.fewestBits || bits > size.mostBits
        ? `expected "${wording.property}" to contain a network Value with between ` +
            `${size.fewestBits} and ${size.mostBits} significant bits, got: ${bits}`
        : undefined;
    },
  };
}
