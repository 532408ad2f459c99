// SPDX-License-Identifier: Apache-2.0
import type { ProcessorName, StoredRequest } from "../operations/processor";
import { NoAnswer } from "./no-answer";

/** What came back over HTTP, parsed when it was JSON. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** What a stored request asked for, as far as an answer must fit it. */
export interface Asked {
  readonly operation: string;
  readonly amount: number;
}

/** Throws for the statuses that say nothing of the payment, whatever the body holds. */
export function throwUnlessAbout(processor: ProcessorName, { status }: Reply): void {
  if (status === 401 || status === 403) throw new NoAnswer(processor, "credentials", status);
  if (status === 408) throw new NoAnswer(processor, "timeout", status);
  if (status === 409) throw new NoAnswer(processor, "in-progress", status);
  if (status === 429) throw new NoAnswer(processor, "limited", status);
  if (status >= 500) throw new NoAnswer(processor, "failed", status);
}

/** Throws when a request was made for another account or endpoint than this process uses. */
export function throwUnlessSameScope(request: StoredRequest, scope: string): void {
  if (request.scope !== scope) throw new NoAnswer(request.processor, "other-scope");
}

/** Throws when an answer is about something else than was asked: it must not settle the operation. */
export function throwUnlessFits(
  processor: ProcessorName,
  asked: Asked,
  got: { readonly operation: string | undefined; readonly amount: number | undefined },
): void {
  if (got.operation !== asked.operation || got.amount !== asked.amount) {
    throw new NoAnswer(processor, "key-conflict");
  }
}

/** Milliseconds of a day in UTC, which has no leap seconds here. */
export const dayLength = 86_400_000;

/** The day in UTC, such as 2026-11-30, of a time in milliseconds since 1970. */
export function dayOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

/** The bounds of a day in UTC, in milliseconds since 1970. @throws RangeError when it is no day */
export function dayBounds(day: string): { readonly from: number; readonly to: number } {
  const from = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
  // JavaScript takes 30 February for 2 March.
  if (Number.isNaN(from) || dayOf(from) !== day)
    throw new RangeError(`day: got ${day}, allowed a date such as 2026-11-30`);
  return { from, to: from + dayLength };
}
