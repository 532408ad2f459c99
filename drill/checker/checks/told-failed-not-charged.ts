// SPDX-License-Identifier: Apache-2.0
import { idsOf, isRefusal, type Check } from "../known";

/**
 * Who was told that a payment or refund failed was not charged, or refunded, all the same. That is
 * whoever was told `declined`, and whoever was refused at every try: after one try without an
 * answer, a refusal of the next proves nothing, since the first may still come to pass.
 */
export const toldFailedNotCharged: Check = (known) => {
  const failed = [...known.changes].filter(
    ([key, tries]) =>
      known.acknowledged.get(key)?.some(({ result }) => result === "declined") ??
      tries.every(isRefusal),
  );
  return {
    judged: failed.length,
    findings: failed.flatMap(([key, tries]) => {
      const ledger = [...idsOf(known, key)].flatMap((id) => known.ledgerById.get(id) ?? []);
      if (ledger.length === 0) return [];
      const answers = known.acknowledged.get(key)?.map(({ ended }) => ended);
      return [
        {
          text: `${key} was told that it failed, but ${ledger.map(({ processor, kind, amount }) => `${processor} has a ${kind} of ${amount}`).join(", ")}`,
          evidence: { events: answers ?? tries.flatMap(({ ended }) => ended ?? []), ledger },
        },
      ];
    }),
  };
};
