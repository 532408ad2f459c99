// SPDX-License-Identifier: Apache-2.0
import type { Finding } from "../promise";
import { idsOf, type Check, type Known } from "../known";
import type { Acknowledgement } from "../tries";

/**
 * Whatever a client was told for good stands in the database that writes in the end, with the same
 * id, status and amount, and a success in the books of a processor too. An answer to a read counts
 * as much as one to the payment itself.
 */
export const nothingLost: Check = (known) => ({
  judged: known.acknowledged.size,
  findings: [...known.acknowledged].flatMap(([key, answers]) => findingOf(known, key, answers)),
});

function findingOf(
  known: Known,
  key: string,
  answers: readonly Acknowledgement[],
): readonly Finding[] {
  const lost = answers.find((answer) => lossOf(known, key, answer) !== undefined);
  if (lost === undefined) return [];
  return [
    {
      text: `${key} was told ${spoken(lost)}, but ${lossOf(known, key, lost) ?? ""}`,
      evidence: {
        events: [lost.try.began, lost.ended],
        stored: known.storedByKey.get(key) ?? [],
        ledger: [...idsOf(known, key)].flatMap((id) => known.ledgerById.get(id) ?? []),
      },
    },
  ];
}

/** Why an answer is not kept. */
function lossOf(known: Known, key: string, { result, ended }: Acknowledgement): string | undefined {
  const rows = known.storedByKey.get(key) ?? [];
  const { id, amount } = ended.told ?? {};
  const row = rows.find(({ operation }) => id === undefined || operation === id);
  if (row === undefined) {
    const others = rows.map(({ operation }) => operation).join(", ");
    return `the database has ${others === "" ? "nothing" : `only ${others}`} under this key`;
  }
  if (row.status !== result) return `the database says ${row.status}`;
  if (amount !== undefined && row.amount !== amount) {
    return `the database says an amount of ${row.amount}`;
  }
  const asked = (known.changes.get(key) ?? []).map(({ operation }) => operation.amount);
  if (!asked.includes(row.amount)) return `${asked.join(" or ")} was asked for`;
  if (result === "declined") return undefined;
  const entries = known.ledgerById.get(row.operation) ?? [];
  if (entries.some((entry) => entry.kind === row.kind && entry.amount === row.amount)) {
    return undefined;
  }
  return "no processor knows of it with this amount";
}

function spoken({ result, ended, try: { region, operation } }: Acknowledgement): string {
  const { id, amount } = ended.told ?? {};
  const details = [
    ...(amount === undefined ? [] : [`amount ${amount}`]),
    ...(id === undefined ? [] : [`id ${id}`]),
    ...(operation.kind === "read" ? ["by a read"] : []),
    `in ${region}`,
  ];
  return `${result} (${details.join(", ")})`;
}
