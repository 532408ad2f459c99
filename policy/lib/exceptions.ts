// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";

import type { Finding } from "./judge";
import { isAboutResource, lastDay, ledgerEntry, readLedger } from "./ledger";

/** One finding that somebody answers for, until a day. */
export type Exception = z.infer<ReturnType<typeof exceptionOf>>;

function exceptionOf(ruleIds: readonly string[]) {
  return ledgerEntry.extend({
    rule: z.string().refine((id) => ruleIds.includes(id), {
      error: ({ input }) => `there is no rule ${JSON.stringify(input)}`,
    }),
    owner: z.string().min(1),
    expires: lastDay,
  });
}

/** Reads the file; without one there are no exceptions. @throws LedgerError */
export function readExceptions(path: string, ruleIds: readonly string[]): Exception[] {
  return readLedger(path, "exceptions", exceptionOf(ruleIds));
}

/** Whether the exception is about a finding, whatever the day. */
export function isAbout(one: Exception, { rule, urn }: Pick<Finding, "urn" | "rule">): boolean {
  return one.rule === rule.id && isAboutResource(one, urn);
}

/** Whether it no longer holds on a day, written as 2027-01-31. */
export function isExpired(one: Exception, today: string): boolean {
  return one.expires < today;
}

/** Violations less those for which an exception holds; what can't be judged stays. */
export function withoutExcepted(
  findings: readonly Finding[],
  exceptions: readonly Exception[],
  today: string,
): Finding[] {
  const holding = exceptions.filter((one) => !isExpired(one, today));
  return findings.filter(
    (finding) => finding.kind !== "violation" || !holding.some((one) => isAbout(one, finding)),
  );
}
