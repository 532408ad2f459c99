// SPDX-License-Identifier: Apache-2.0
import { failuresOf, gatesOf } from "../gate/gates-of";
import { previewGate } from "../gate/gates";
import { changesOf } from "./changes";
import type { CommentInput } from "./comment";
import type { Review } from "./review";

/** What the comment tells of a review. */
export function commentInputOf(review: Review): CommentInput {
  const { topology, base, previews, compliance, after } = review;
  const places = new Map(
    after.flatMap(({ resources }) =>
      resources.map(({ urn, sourcePosition }) => [urn, placeOf(sourcePosition)]),
    ),
  );
  return {
    title: topology.environment,
    base: base === undefined ? "nothing" : `${base.ref} (${base.commit.slice(0, 7)})`,
    stacks: changesOf(previews),
    policies: {
      violations: compliance.violations.map((finding) => {
        const file = places.get(finding.urn);
        return { ...finding, ...(file !== undefined && { file }) };
      }),
      undecided: compliance.undecided.length,
      exceptions: compliance.exceptions.used.length,
    },
    failures: failuresOf(previews),
    // What can't be previewed is told by itself.
    gates: gatesOf(previews, compliance, topology).filter(({ gate }) => gate !== previewGate),
    cost: undefined,
  };
}

/** `project:///components/network/vpc.ts#139,12` is `components/network/vpc.ts:139` */
function placeOf(position: string | undefined): string | undefined {
  const [, file, line] = /^project:\/\/\/(.+)#(\d+)/.exec(position ?? "") ?? [];
  return file === undefined || line === undefined ? undefined : `${file}:${line}`;
}
