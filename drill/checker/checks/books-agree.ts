// SPDX-License-Identifier: Apache-2.0
import type { LedgerEntry, StoredOperation } from "../../history/event";
import { type Check } from "../known";
import type { Finding } from "../promise";

/**
 * The processors' books and the database agree about what nobody was told the end of, too: nothing
 * was charged that the database does not know, and nothing stands there that did not happen. An
 * operation without an end in the database claims nothing yet.
 */
export const booksAgree: Check = (known) => {
  const answers = [...known.acknowledged.values()].flat();
  const told = new Set([
    ...answers.flatMap(({ ended }) => ended.told?.id ?? []),
    ...answers.flatMap(({ key }) =>
      (known.storedByKey.get(key) ?? []).map(({ operation }) => operation),
    ),
  ]);
  const untold = ({ operation }: { readonly operation: string }) => !told.has(operation);
  const rows = known.stored.filter(untold);
  const entries = known.ledger.filter(untold);
  return {
    judged: new Set([...rows, ...entries].map(({ operation }) => operation)).size,
    findings: [
      ...entries.flatMap((entry) => unknownTo(known.storedById.get(entry.operation), entry)),
      ...rows.flatMap((row) => disagreement(row, known.ledgerById.get(row.operation) ?? [])),
    ],
  };
};

function unknownTo(row: StoredOperation | undefined, entry: LedgerEntry): Finding[] {
  if (row !== undefined) return [];
  const { processor, kind, amount, operation } = entry;
  return [
    {
      text: `${processor} has a ${kind} of ${amount} for ${operation}, which the database does not have`,
      evidence: { ledger: [entry] },
    },
  ];
}

function disagreement(row: StoredOperation, ledger: readonly LedgerEntry[]): Finding[] {
  const { operation, status, amount, kind } = row;
  const fault = (text: string): Finding[] => [
    { text: `${operation} ${text}`, evidence: { stored: [row], ledger } },
  ];
  if (status === "declined" && ledger.length > 0) {
    return fault(`is declined in the database, but a processor has a ${kind} for it`);
  }
  if (status !== "succeeded") return [];
  if (ledger.some((entry) => entry.kind === kind && entry.amount === amount)) return [];
  return fault(`is succeeded in the database, but no processor has a ${kind} of ${amount} for it`);
}
