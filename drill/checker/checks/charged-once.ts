// SPDX-License-Identifier: Apache-2.0
import type { LedgerEntry } from "../../history/event";
import { idsOf, type Check, type Known } from "../known";
import type { Finding } from "../promise";

/**
 * Over all processors and regions, a payment is charged once, a refund made once, no more is given
 * back than was taken, and the ids that one key ever had are not charged side by side.
 */
export const chargedOnce: Check = (known) => {
  const byPayment = new Map<string, LedgerEntry[]>();
  for (const entry of known.ledger) {
    byPayment.set(entry.payment, [...(byPayment.get(entry.payment) ?? []), entry]);
  }
  return {
    judged: byPayment.size,
    findings: [
      ...[...byPayment].flatMap(([payment, entries]) => ofPayment(payment, entries)),
      ...[...known.changes.keys()].flatMap((key) => ofKey(known, key)),
    ],
  };
};

/** One finding for a payment, however much is wrong with it. */
function ofPayment(payment: string, entries: readonly LedgerEntry[]): Finding[] {
  const charges = entries.filter(({ kind }) => kind === "charge");
  const refunds = entries.filter(({ kind }) => kind === "refund");
  const refunded = sum(refunds);
  const again = refunds.find(
    ({ operation }, index) => refunds.findIndex((other) => other.operation === operation) !== index,
  );
  const faults = [
    ...(charges.length > 1 ? [`was charged ${charges.length} times`] : []),
    ...(again === undefined ? [] : [`had the refund ${again.operation} made more than once`]),
    ...(refunded > sum(charges)
      ? [`was refunded ${refunded}, but charged ${sum(charges)} only`]
      : []),
  ];
  if (faults.length === 0) return [];
  return [{ text: `${payment} ${faults.join(" and ")}`, evidence: { ledger: entries } }];
}

function ofKey(known: Known, key: string): Finding[] {
  const done = [...idsOf(known, key)].filter((id) => known.ledgerById.has(id));
  if (done.length < 2) return [];
  const ledger = done.flatMap((id) => known.ledgerById.get(id) ?? []);
  return [{ text: `${key} was carried out as ${done.join(" and as ")}`, evidence: { ledger } }];
}

function sum(entries: readonly LedgerEntry[]): number {
  return entries.reduce((total, { amount }) => total + amount, 0);
}
