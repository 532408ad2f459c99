// SPDX-License-Identifier: Apache-2.0
import { isDeepStrictEqual } from "node:util";

import { stateOf } from "../provider/cloud";
import type { Rule, Self } from "../provider/resource-type";
import { at, mentions, textsWithin } from "../provider/values";

/** Where an object names another that it uses: the type, and the property that holds the id. */
export type Holder = readonly [token: string, property: string];

/** AWS's words for a refusal, without the condition. */
export type Wording = Pick<Rule, "code" | "property" | "source">;

/**
 * Refuses to delete what others still use.
 *
 * AWS refuses, and so a destroy in the wrong order, or from the wrong stack, fails here too.
 */
export function stillUsed(wording: Wording, holders: readonly Holder[]): Rule {
  return {
    ...wording,
    stage: "delete",
    refuses: ({ id, region, cloud }) => {
      // Names may be the same in two regions.
      const here = ["global", region];
      const user = holders
        .flatMap(([token, property]) =>
          cloud.list(token).filter((object) => mentions(at(object.inputs, property), id)),
        )
        .find((object) => object.id !== id && here.includes(object.place));
      return user && `'${id}' has dependencies and cannot be deleted: ${user.type} ${user.id}`;
    },
  };
}

/** Refuses a second object of a type whose names are unique in a region, an account or anywhere. */
export function alreadyThere(
  token: string,
  where: "regional" | "global" | "anywhere",
  wording: Wording,
): Rule {
  return {
    ...wording,
    stage: "create",
    refuses: ({ cloud, id, region }) => {
      const places = { regional: region, global: "global", anywhere: undefined };
      const known = cloud.find(token, id, places[where]);
      return known && `${id} already exists`;
    },
  };
}

/** What a property names. */
export interface Reference {
  /** Types of which one has the object. */
  readonly to: string | readonly string[];
  /** What of the object the value may be: outputs, `id` among them. @default ["id"] */
  readonly by?: readonly string[];
  /**
   * The place in which the object has to be, where that isn't the resource's own region (or the
   * account, for what has no region); undefined where any will do.
   */
  readonly place?: (self: Self) => string | undefined;
  /** Values that AWS knows by itself: `alias/aws/rds`. @default - none */
  readonly known?: RegExp;
  /** AWS's text. @default - "'<value>' does not exist" */
  readonly says?: (value: string) => string;
}

/**
 * Refuses an id, a name or an ARN of which nothing is there: never made, gone, of another kind or
 * in another region.
 *
 * The property is a dotted path, which may lead through lists: `subnetMappings.subnetId`. Unknown
 * values pass, and so do ARNs of other accounts, since the sandbox has one. So does what the object
 * names already, as AWS looks only at what a call changes.
 */
export function mustExist(wording: Wording, reference: Reference): Rule {
  const { known, says = (value) => `'${value}' does not exist` } = reference;
  const tokens = [reference.to].flat();
  return {
    ...wording,
    stage: "write",
    refersTo: tokens,
    refuses: (self) => {
      const before = textsWithin(self.old, wording.property);
      const lost = textsWithin(self.inputs, wording.property).find(
        (value) =>
          !before.includes(value) &&
          known?.test(value) !== true &&
          !isOfAnotherAccount(value, self.account) &&
          !tokens.some((token) => isThere(self, token, value, reference)),
      );
      return lost === undefined ? undefined : says(lost);
    },
  };
}

/** True at an update that leaves the property as it was: AWS isn't asked about it again. */
export function isUnchanged({ inputs, old }: Self, property: string): boolean {
  const before = at(old, property);
  return before !== undefined && isDeepStrictEqual(before, at(inputs, property));
}

function isThere(self: Self, token: string, value: string, reference: Reference): boolean {
  const { by = ["id"], place = ({ region }) => region } = reference;
  const wanted = place(self);
  const places = wanted === undefined ? [undefined] : [wanted, "global"];
  return places.some((where) =>
    by.some((key) =>
      key === "id"
        ? self.cloud.find(token, value, where) !== undefined
        : self.cloud.list(token, where).some((object) => at(stateOf(object), key) === value),
    ),
  );
}

/** The fifth part of an ARN is the account: empty where the name alone says it, as for buckets. */
function isOfAnotherAccount(value: string, account: string): boolean {
  const [scheme, , , , owner = ""] = value.split(":");
  return scheme === "arn" && owner !== "" && owner !== account;
}
