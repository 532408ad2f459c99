// SPDX-License-Identifier: Apache-2.0
import { parseCidr } from "../../components/network/cidr";
import type { Rule } from "../provider/resource-type";
import { at, isKnown, text } from "../provider/values";

/** AWS's words for a refusal, without the condition. */
type Wording = Pick<Rule, "code" | "property" | "source">;

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

/** Refuses at preview a text of another form. */
export function mustMatch(wording: Wording, form: RegExp, says: (value: string) => string): Rule {
  return {
    ...wording,
    stage: "check",
    refuses: ({ inputs }) => {
      const value = text(inputs, wording.property);
      return value === undefined || form.test(value) ? undefined : says(value);
    },
  };
}

/** Refuses at preview a number out of bounds, both of which are allowed. */
export function mustLieWithin(wording: Wording, least: number, most: number): Rule {
  return {
    ...wording,
    stage: "check",
    refuses: ({ inputs }) => {
      const value = at(inputs, wording.property);
      return typeof value === "number" && (value < least || value > most)
        ? `expected ${wording.property} to be in the range (${least} - ${most}), got ${value}`
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
