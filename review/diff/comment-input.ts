// SPDX-License-Identifier: Apache-2.0
import { costChange, monthlyCost } from "../cost/monthly-cost";
import { volumesOf } from "../cost/volumes";
import { placesOf, placeText } from "../graph/places";
import { failuresOf, gatesOf } from "../gate/gates-of";
import { previewGate, rolloutOrder } from "../gate/gates";
import { changesOf } from "./changes";
import type { CommentInput, CostChange } from "./comment";
import { markedResources } from "./marks";
import type { Review } from "./review";
import { sketch } from "./sketch";

/** What the comment tells of a review. */
export function commentInputOf(review: Review): CommentInput {
  const { topology, base, previews, compliance, before, after } = review;
  const places = placesOf(after.flatMap(({ resources }) => resources));
  const stacks = changesOf(previews);
  const picture = sketch(markedResources(stacks, before, after));
  return {
    title: topology.environment,
    base: base === undefined ? "nothing" : `${base.ref} (${base.commit.slice(0, 7)})`,
    stacks,
    policies: {
      violations: compliance.violations.map((finding) => {
        const place = places.get(finding.urn)?.place;
        return { ...finding, ...(place !== undefined && { file: placeText(place) }) };
      }),
      undecided: compliance.undecided.length,
      exceptions: compliance.exceptions.used.length,
    },
    failures: failuresOf(previews),
    // What can't be previewed is told by itself.
    gates: gatesOf(previews, compliance, topology).filter(({ gate }) => gate !== previewGate),
    ...(picture !== undefined && { picture }),
    order: rolloutOrder(stacks, topology.activeRegion),
    cost: costOf(review),
  };
}

/** What the same volumes cost before and after; both are estimates. */
function costOf({ topology, before, after }: Review): CostChange {
  const volumes = volumesOf(topology);
  const costOfStacks = (stacks: Review["after"]) =>
    monthlyCost(
      stacks.flatMap(({ resources }) => resources),
      volumes,
    );
  return costChange(costOfStacks(before), costOfStacks(after));
}
