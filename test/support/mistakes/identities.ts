// SPDX-License-Identifier: Apache-2.0
import { awsTypes } from "../../../sandbox/aws";
import type { CloudObject } from "../../../sandbox/provider/cloud";
import { text } from "../../../sandbox/provider/values";
import type { Environment, Standing } from "./bring-up";
import { leavesOf, patternOf, type Leaf } from "./leaves";

/** Outputs by which objects name each other, besides the id. */
const outputs = ["arn", "arnSuffix", "dnsName", "fqdn", "zoneId"];

const keys = ["aws:kms/alias:Alias", "aws:kms/key:Key"];

const namedBy = new Map(awsTypes.map(({ token, autoName }) => [token, autoName?.property]));

/** What the objects of an environment are called, and so which values refer to one. */
export class Identities {
  private readonly objects = new Map<string, CloudObject>();
  private readonly known: readonly string[];

  constructor(private readonly environment: Environment) {
    for (const object of environment.cloud.all()) {
      const named = outputs.map((key) => text(object.computed, key) ?? "");
      for (const identity of [object.id, ...named]) {
        if (identity !== "") this.objects.set(identity, object);
      }
    }
    this.known = [...this.objects.keys()].sort();
  }

  /** The object that a property of a resource refers to; none where the value is its own name. */
  referred({ target, object }: Standing, leaf: Leaf): CloudObject | undefined {
    const { value } = leaf;
    if (typeof value !== "string" || value === object.id) return undefined;
    return patternOf(leaf) === namedBy.get(target.token) ? undefined : this.objects.get(value);
  }

  /** Whether a resource refers to anything that is in a region. */
  needsRegion(standing: Standing): boolean {
    return leavesOf(standing.given)
      .map((leaf) => this.referred(standing, leaf))
      .some((object) => object !== undefined && object.place !== "global");
  }

  /** A value like that one that nothing has. */
  near(value: string, seed: number): string {
    for (let shift = 0; ; shift += 1) {
      const digit = ((seed + shift) % 16).toString(16);
      const near = /[0-9a-f]$/.test(value) ? value.slice(0, -1) + digit : `${value}${digit}`;
      if (!this.objects.has(near)) return near;
    }
  }

  /** What an object of another type is called: an ARN for an ARN, an id for an id. */
  ofAnotherType(value: string, seed: number): string {
    const type = this.objects.get(value)?.type;
    const isArn = value.startsWith("arn:");
    const others = this.known.filter((one) => {
      const other = this.objects.get(one)?.type ?? "";
      // AWS takes a key's alias for the key, and a VPC's own security group for any other.
      const isKey = keys.includes(other) && keys.includes(type ?? "");
      const isSame = other === type || isKey || kindOf(one) === kindOf(value);
      return !isSame && one.startsWith("arn:") === isArn;
    });
    return others[seed % others.length] ?? value;
  }

  /** The ranges of all objects of a type. */
  ranges(token: string): string[] {
    return this.environment.standing
      .filter(({ target }) => target.token === token)
      .flatMap(({ given }) => Object.values(given))
      .filter((value): value is string => typeof value === "string" && /\/\d+$/.test(value));
  }
}

/** `sg` of `sg-0123456789abcdef0`; of other values nothing that two would share. */
function kindOf(value: string): string {
  return /^([a-z]+)-[0-9a-f]{17}$/.exec(value)?.[1] ?? value;
}
