// SPDX-License-Identifier: Apache-2.0
import { isRefusal, type Check, type Known } from "../known";
import type { Finding } from "../promise";
import type { Acknowledgement, ChangeTry } from "../tries";

/**
 * Whoever asks again gets one final answer in the end, and everybody the same. A key that was tried
 * only once may stay without one: its client gave up. `needs_review` is an end of its own, since a
 * person has it; so is a refusal of the last try.
 */
export const oneAnswer: Check = (known) => ({
  judged: known.changes.size,
  findings: [...known.changes].flatMap(([key, tries]) => {
    const answers = known.acknowledged.get(key) ?? [];
    return answers.length > 0 ? disagreement(key, answers) : withoutEnd(known, key, tries);
  }),
});

function disagreement(key: string, answers: readonly Acknowledgement[]): Finding[] {
  const contents = answers.map(contentOf);
  // The refunds of a payment are no part of its answer: they come later.
  const parts = (["result", "id", "amount"] as const).flatMap((name) => {
    const values = new Set(contents.flatMap((content) => content[name] ?? []));
    return values.size < 2 ? [] : [`${name} ${[...values].join(" and ")}`];
  });
  if (parts.length === 0) return [];
  const text = `${key} was answered differently: ${parts.join(", ")}`;
  return [{ text, evidence: { events: answers.map(({ ended }) => ended) } }];
}

function contentOf({ result, ended }: Acknowledgement) {
  const { id, amount } = ended.told ?? {};
  return { result, id, amount };
}

/** Whether nobody could be told more than was said when all was over. */
export function hasEnd(known: Known, key: string, tries: readonly ChangeTry[]): boolean {
  if (known.acknowledged.has(key)) return true;
  const last = tries.at(-1);
  if (last !== undefined && isRefusal(last)) return true;
  return (known.storedByKey.get(key) ?? []).some(({ status }) => status === "needs_review");
}

function withoutEnd(known: Known, key: string, tries: readonly ChangeTry[]): Finding[] {
  if (tries.length < 2 || hasEnd(known, key, tries)) return [];
  return [
    {
      text: `${key} was tried ${tries.length} times and never had a final answer`,
      evidence: {
        events: tries.map(({ began, ended }) => ended ?? began),
        stored: known.storedByKey.get(key) ?? [],
      },
    },
  ];
}
