// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";

import { isRecord, type Properties } from "../../../sandbox/provider/values";
import type { Environment, Standing } from "./bring-up";
import type { Identities } from "./identities";
import { leavesOf, patternOf, withLeaf, type Leaf } from "./leaves";

/** What somebody got wrong. */
export const kinds = [
  "unknown argument",
  "wrong type",
  "missing argument",
  "wrong region",
  "wrong zone",
  "wrong id",
  "swapped reference",
  "wrong range",
  "wrong number",
] as const;

export type Kind = (typeof kinds)[number];

/** A resource as somebody wrote it by mistake. */
export interface Attempt {
  readonly inputs: Properties;
  /** The provider's region. */
  readonly region: string;
  /** The wrong value, where it is one. */
  readonly value?: unknown;
}

/** A place in a good input at which a mistake of a kind can be made. */
export interface Site {
  readonly kind: Kind;
  readonly standing: Standing;
  /** The property with `[]` for any index: `ingress[].fromPort`; empty for the resource itself. */
  readonly property: string;
  readonly attempts: fc.Arbitrary<Attempt>;
}

/** Every place of an environment at which somebody could make a small mistake. */
export function sitesOf(environment: Environment, identities: Identities): Site[] {
  const sites = new Sites(environment, identities);
  return environment.standing.flatMap((standing) => [
    ...sites.ofResource(standing),
    ...leavesOf(standing.given).flatMap((leaf) => sites.ofLeaf(standing, leaf)),
  ]);
}

type Wrong = Partial<Record<Kind, fc.Arbitrary<unknown>>>;

const range = /^\d+\.\d+\.\d+\.\d+\/\d+$/;
const zone = /^[a-z]{2}-[a-z]+-\d[a-z]$/;

class Sites {
  private readonly regions: readonly string[];

  constructor(
    { topology }: Environment,
    private readonly identities: Identities,
  ) {
    this.regions = topology.regions.map(({ name }) => name);
  }

  ofResource(standing: Standing): Site[] {
    const { given, region } = standing;
    const elsewhere = this.othersThan(region).map((other) => ({ inputs: given, region: other }));
    const typos = Object.keys(given).map((key) => {
      const { [key]: value, ...rest } = given;
      return { region, inputs: { ...rest, [`${key}X`]: value } };
    });
    const site = (kind: Kind, attempts: Attempt[]): Site[] =>
      attempts.length === 0
        ? []
        : [{ kind, standing, property: "", attempts: fc.constantFrom(...attempts) }];
    return [...site("unknown argument", typos), ...site("wrong region", elsewhere)];
  }

  ofLeaf(standing: Standing, leaf: Leaf): Site[] {
    const { given, region } = standing;
    const instead = this.valuesInstead(standing, leaf);
    return kinds.flatMap((kind) => {
      const attempts = instead[kind]?.map((value) => {
        return { region, value, inputs: withLeaf(given, leaf, value) };
      });
      return attempts ? [{ kind, standing, property: patternOf(leaf), attempts }] : [];
    });
  }

  private valuesInstead(standing: Standing, leaf: Leaf): Wrong {
    const { value, isItem } = leaf;
    const missing: Wrong = isItem ? {} : { "missing argument": fc.constant(undefined) };
    const mistyped = (...values: unknown[]): Wrong => ({
      ...missing,
      "wrong type": fc.constantFrom(...values),
    });
    if (Array.isArray(value)) return mistyped("text", { key: 1 });
    if (isRecord(value)) return mistyped("text", ["text"]);
    if (typeof value === "boolean") return mistyped("maybe", [value]);
    if (typeof value === "number") {
      return { ...mistyped("many", [value]), "wrong number": fc.constantFrom(-1, 100_000) };
    }
    if (typeof value !== "string") return missing;
    return { ...mistyped([value]), ...this.textsInstead(standing, leaf, value) };
  }

  private textsInstead(standing: Standing, leaf: Leaf, value: string): Wrong {
    const { identities } = this;
    // AWS knows a document's grammar, which has rules of its own, not what it is meant to say.
    if (value.startsWith("{")) return {};
    if (range.test(value)) {
      const siblings = identities.ranges(standing.target.token).filter((one) => one !== value);
      return { "wrong range": fc.constantFrom("10.0.0.0/33", "10.0.0/16", ...siblings) };
    }
    const mentioned = this.regions.find((name) => value.includes(name));
    const others = this.othersThan(mentioned ?? "");
    if (zone.test(value)) {
      const zones = others.map((name) => `${name}a`);
      return { "wrong zone": fc.constantFrom(`${value.slice(0, -1)}z`, ...zones) };
    }
    const abroad = others.map((name) => value.replaceAll(mentioned ?? "", name));
    return {
      ...(mentioned === undefined ? {} : { "wrong region": fc.constantFrom(...abroad) }),
      ...(identities.referred(standing, leaf) === undefined
        ? {}
        : {
            "wrong id": fc.nat().map((seed) => identities.near(value, seed)),
            "swapped reference": fc.nat().map((seed) => identities.ofAnotherType(value, seed)),
          }),
    };
  }

  private othersThan(region: string): string[] {
    return this.regions.filter((name) => name !== region);
  }
}
