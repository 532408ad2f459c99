// SPDX-License-Identifier: Apache-2.0
import type { ProcessorName, ReportLine } from "../operations/processor";

/** An operation as we know it. */
export interface KnownOperation {
  readonly operation: string;
  readonly kind: "charge" | "refund";
  readonly status: "pending" | "accepted" | "succeeded" | "declined" | "needs_review";
  readonly amount: number;
  readonly currency: string;
  /** The processor's own id. @default - not known yet */
  readonly reference?: string;
}

/** How a processor's report and what we know differ. */
export type MismatchKind =
  /** The processor moved money for nothing that we know of. */
  | "unknown"
  /** It moved money for what we told somebody was declined. */
  | "told-declined"
  /** It moved money for what we have not finished: the resolver is behind, or a person is. */
  | "unfinished"
  /** We say that it succeeded, and no report has it. */
  | "missing"
  /** Another amount or currency. */
  | "amount"
  /** It moved money more than once for one operation. */
  | "doubled";

/** One difference, for a person to look at. */
export interface Mismatch {
  readonly kind: MismatchKind;
  readonly processor: ProcessorName;
  /** @default - the processor did not report it */
  readonly reported?: ReportLine;
  /** @default - we do not know it */
  readonly known?: KnownOperation;
}

/**
 * Finds the operation that a line is about: the one with its id, else the one with its reference,
 * since PayPal and Adyen may name the payment on a refund's line.
 */
export function matcher(
  found: Iterable<KnownOperation>,
): (line: ReportLine) => KnownOperation | undefined {
  const byOperation = new Map<string, KnownOperation>();
  const byReference = new Map<string, KnownOperation>();
  for (const one of found) {
    byOperation.set(`${one.kind} ${one.operation}`, one);
    if (one.reference !== undefined) byReference.set(`${one.kind} ${one.reference}`, one);
  }
  return ({ kind, operation, reference }) =>
    byOperation.get(`${kind} ${operation}`) ?? byReference.get(`${kind} ${reference}`);
}

/**
 * What is wrong with a line of a processor's report; `undefined` when nothing is.
 *
 * @param isRepeat whether the report had a line for the same operation before
 */
export function compare(
  processor: ProcessorName,
  line: ReportLine,
  known: KnownOperation | undefined,
  isRepeat: boolean,
): Mismatch | undefined {
  const kind = known === undefined ? "unknown" : difference(line, known, isRepeat);
  return kind && { kind, processor, reported: line, known };
}

function difference(
  line: ReportLine,
  known: KnownOperation,
  isRepeat: boolean,
): MismatchKind | undefined {
  if (isRepeat) return "doubled";
  if (known.status === "declined") return "told-declined";
  if (known.status !== "succeeded") return "unfinished";
  // A second charge on another day has another reference than the one that we were told.
  if (known.reference !== undefined && known.reference !== line.reference) return "doubled";
  const same = known.amount === line.amount && known.currency === line.currency;
  return same ? undefined : "amount";
}
