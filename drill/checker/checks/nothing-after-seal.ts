// SPDX-License-Identifier: Apache-2.0
import type { Shut } from "../../history/moments";
import { finalResult, type Check, type Known } from "../known";
import type { Try } from "../tries";

/**
 * Once its epoch is sealed, a region acknowledges nothing new.
 *
 * What a client sees says when an answer came, not when its record became durable: a region may
 * rightly answer after the seal what was in the journal before it. So only keys that nobody had
 * tried before the seal are judged. Theirs can't have been there, whatever the delays.
 */
export const nothingAfterSeal: Check = (known) => {
  const inside = known.shut.flatMap((shut) =>
    known.tries
      .filter((one) => isInside(shut, one) && isNewAfter(known, shut, one))
      .map((one) => ({ shut, one })),
  );
  return {
    judged: inside.length,
    findings: inside.flatMap(({ shut, one }) => {
      const result = finalResult(one.ended?.told);
      if (one.ended === undefined || result === undefined) return [];
      const { region, sealed } = shut;
      return [
        {
          text: `${keyOf(one)} was first tried after epoch ${sealed.epoch} of ${region} was sealed, and ${region} said ${result}`,
          evidence: { events: [one.began, one.ended], moments: [sealed] },
        },
      ];
    }),
  };
};

/** Whether a region was asked, and answered, while it could not acknowledge. */
export function isInside({ region, from, until }: Shut, { began, ended, ...one }: Try): boolean {
  return one.region === region && began.at >= from && (ended?.at ?? Infinity) < until;
}

/** Whether nobody had tried it before the seal. */
export function isNewAfter({ changes }: Known, { from }: Shut, one: Try): boolean {
  const first = changes.get(keyOf(one))?.[0];
  return first !== undefined && first.began.at >= from;
}

function keyOf({ operation }: Try): string {
  return operation.kind === "read" ? operation.of : operation.key;
}
