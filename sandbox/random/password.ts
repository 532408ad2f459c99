// SPDX-License-Identifier: Apache-2.0
import { createHash } from "node:crypto";

import type { ResourceType, Rule, Self } from "../provider/resource-type";
import { text, type Properties } from "../provider/values";

interface CharacterClass {
  readonly characters: string;
  /** Whether the password may hold any. */
  readonly allowed: boolean;
  /** How many it holds at least. */
  readonly least: number;
}

const defaultSpecial = "!@#$%&*()-_=+[]{}<>:?";
const bcryptAlphabet = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

function classesOf(inputs: Properties): CharacterClass[] {
  const special = text(inputs, "overrideSpecial") ?? defaultSpecial;
  return [
    { characters: special, allowed: isOn(inputs.special), least: count(inputs.minSpecial) },
    {
      characters: "abcdefghijklmnopqrstuvwxyz",
      allowed: isOn(inputs.lower),
      least: count(inputs.minLower),
    },
    {
      characters: "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
      allowed: isOn(inputs.upper),
      least: count(inputs.minUpper),
    },
    {
      characters: "0123456789",
      allowed: isOn(inputs.numeric ?? inputs.number),
      least: count(inputs.minNumeric),
    },
  ];
}

/** Every class is allowed unless the program says no. */
function isOn(value: unknown): boolean {
  return value !== false;
}

function count(value: unknown): number {
  return typeof value === "number" ? value : 0;
}

/**
 * A password that is the same from run to run, so that a second run changes nothing; it follows
 * from the resource and its arguments, and is no secret.
 */
function password({ inputs, urn }: Self): string {
  const draw = drawing(JSON.stringify([urn, inputs]));
  const classes = classesOf(inputs);
  const allowed = classes.filter((one) => one.allowed).map((one) => one.characters);
  const required = classes.flatMap(({ characters, least }) =>
    Array.from({ length: least }, () => characters[draw(characters.length)] ?? ""),
  );
  const any = allowed.join("");
  const rest = Array.from(
    { length: Math.max(0, count(inputs.length) - required.length) },
    () => any[draw(any.length)] ?? "",
  );
  return shuffled([...required, ...rest], draw).join("");
}

/** Has the shape of a bcrypt hash; it is none, since nothing in the sandbox checks one. */
function bcryptHash({ urn, inputs }: Self): string {
  const draw = drawing(JSON.stringify(["bcrypt", urn, inputs]));
  const length = bcryptAlphabet.length;
  return `$2a$10$${Array.from({ length: 53 }, () => bcryptAlphabet[draw(length)]).join("")}`;
}

/** Numbers below a limit, one after the other, that follow from the seed. */
function drawing(seed: string): (limit: number) => number {
  let drawn = 0;
  return (limit) => {
    const hash = createHash("sha512").update(`${seed}/${drawn}`).digest();
    drawn += 1;
    return hash.readUInt32BE(0) % limit;
  };
}

function shuffled(items: readonly string[], draw: (limit: number) => number): string[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = draw(last + 1);
    [result[last], result[other]] = [result[other] ?? "", result[last] ?? ""];
  }
  return result;
}

const tooShort: Rule = {
  code: "Invalid Attribute Value",
  property: "length",
  stage: "check",
  source: "https://github.com/hashicorp/terraform-provider-random/tree/main/internal/provider",
  refuses: ({ inputs }) => {
    if (typeof inputs.length !== "number") return undefined;
    const least = classesOf(inputs).reduce((sum, one) => sum + one.least, 0);
    return inputs.length < Math.max(1, least)
      ? `length must be at least ${Math.max(1, least)}, the sum of all minimums, got ${inputs.length}`
      : undefined;
  },
};

export const randomPassword: ResourceType = {
  token: "random:index/randomPassword:RandomPassword",
  place: "nowhere",
  source: "https://www.pulumi.com/registry/packages/random/api-docs/randompassword/",
  id: () => "none",
  replaceOn: "every change",
  defaults: {
    lower: true,
    minLower: 0,
    minNumeric: 0,
    minSpecial: 0,
    minUpper: 0,
    number: true,
    numeric: true,
    special: true,
    upper: true,
  },
  outputs: (self) => ({ bcryptHash: bcryptHash(self), result: password(self) }),
  rules: [tooShort],
};
