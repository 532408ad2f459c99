// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../provider/resource-type";
import { at, mentions } from "../provider/values";

/** Where an object names another that it uses: the type, and the property that holds the id. */
export type Holder = readonly [token: string, property: string];

/** AWS's words for a refusal, without the condition. */
type Wording = Pick<Rule, "code" | "property" | "source">;

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
