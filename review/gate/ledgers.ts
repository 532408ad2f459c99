// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";

import {
  isAboutResource,
  lastDay,
  ledgerEntry,
  matches,
  readLedger,
} from "../../policy/lib/ledger";

/** Gates that a person can open, by name. */
export const openableGates = ["one-region-at-a-time", "nothing-stateful-is-lost"] as const;

const approval = ledgerEntry.extend({
  gate: z.enum(openableGates),
  /** Who answers for it, by name. */
  approver: z.string().min(1),
  expires: lastDay,
});

const declared = ledgerEntry.extend({
  /** Pattern of the rule's id. */
  rule: z.string().min(1),
});

/** Somebody answers for one thing that a gate would stop, until a day. */
export type Approval = z.infer<typeof approval>;
/** A judgement that may stay undecided at preview. */
export type Declared = z.infer<typeof declared>;

/** Reads the file; without one nothing is approved. @throws LedgerError */
export function readApprovals(path: string): Approval[] {
  return readLedger(path, "approvals", approval);
}

/** Reads the file; without one nothing may stay undecided. @throws LedgerError */
export function readDeclared(path: string): Declared[] {
  return readLedger(path, "undecided", declared);
}

/** Whether an approval opens a gate for a resource on a day, written as 2027-01-31. */
export function isApproved(
  { gate, urn }: { readonly gate: Approval["gate"]; readonly urn: string },
  approvals: readonly Approval[],
  today: string,
): boolean {
  return approvals.some(
    (one) => one.gate === gate && one.expires >= today && isAboutResource(one, urn),
  );
}

/** Whether a judgement that could not be made is on the list. */
export function isDeclared(
  { rule, urn }: { readonly rule: string; readonly urn: string },
  list: readonly Declared[],
): boolean {
  return list.some((one) => matches(one.rule, rule) && isAboutResource(one, urn));
}
