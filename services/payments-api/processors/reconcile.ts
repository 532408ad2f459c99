// SPDX-License-Identifier: Apache-2.0
import type { Processor, ProcessorName, ReportLine } from "../operations/processor";
import { compare, matcher, type KnownOperation, type Mismatch } from "./reconciliation";
import { dayBounds, dayLength, dayOf } from "./reply";

/** Where the operations that we know are read. Only what is durable in the journal counts. */
export interface KnownOperations {
  /** Those with one of these ids, and refunds with one of these references; of any day. */
  find(
    processor: ProcessorName,
    operations: readonly string[],
    refunds: readonly string[],
  ): Promise<readonly KnownOperation[]>;
  /** Those that succeeded from `from` to before `to`, in milliseconds since 1970, in that order. */
  succeeded(processor: ProcessorName, from: number, to: number): AsyncIterable<KnownOperation>;
}

/** What a reconciliation needs. */
export interface ReconcileParts {
  readonly processors: readonly Pick<Processor, "name" | "report">[];
  readonly known: KnownOperations;
  /** Calls a person. */
  page(subject: string, detail: string): Promise<void>;
  /** Takes one line of output. */
  print(line: string): void;
}

/** What came out for one processor. */
export interface Reconciled {
  readonly processor: ProcessorName;
  readonly day: string;
  /** Lines in its report. */
  readonly lines: number;
  readonly mismatches: readonly Mismatch[];
  /** Why it could not be compared. @default - it could */
  readonly failed?: string;
}

/** How many lines are looked up at once. */
const batchSize = 500;

/**
 * Compares what each processor reports for a day (UTC) with what we know: prints one line of JSON for
 * each processor, and calls a person when something differs, or could not be compared. It is to run a
 * day later: around midnight the processors' day and ours differ, so a payment may be in the report
 * of the day before or after.
 *
 * @returns the exit code: 0 all agree, 1 something differs, 2 something could not be compared
 * @throws RangeError when the day is none
 */
export async function reconcile(day: string, parts: ReconcileParts): Promise<0 | 1 | 2> {
  dayBounds(day);
  const results: Reconciled[] = [];
  for (const processor of parts.processors) {
    const result = await reconcileOne(day, processor, parts.known);
    parts.print(JSON.stringify(result));
    results.push(result);
  }
  const wrong = results.filter((one) => one.mismatches.length > 0 || one.failed !== undefined);
  if (wrong.length > 0) {
    const detail = wrong.map((one) => `${one.processor}: ${one.failed ?? summary(one)}`);
    await parts.page(`processors' reports of ${day} differ from the journal`, detail.join("; "));
  }
  if (results.some((one) => one.failed !== undefined)) return 2;
  return wrong.length > 0 ? 1 : 0;
}

async function reconcileOne(
  day: string,
  processor: Pick<Processor, "name" | "report">,
  known: KnownOperations,
): Promise<Reconciled> {
  const mismatches: Mismatch[] = [];
  const seen = new Set<string>();
  let lines = 0;
  try {
    for await (const batch of batches(processor.report(day))) {
      lines += batch.length;
      mismatches.push(...(await compareBatch(processor.name, batch, known, seen)));
    }
    mismatches.push(...(await missing(day, processor, known, seen)));
  } catch (error) {
    const failed = error instanceof Error ? error.message : String(error);
    return { processor: processor.name, day, lines, mismatches, failed };
  }
  return { processor: processor.name, day, lines, mismatches };
}

async function compareBatch(
  processor: ProcessorName,
  batch: readonly ReportLine[],
  known: KnownOperations,
  seen: Set<string>,
): Promise<Mismatch[]> {
  const found = await known.find(
    processor,
    batch.map((line) => line.operation),
    // A charge's line always has its own id.
    batch.filter(({ kind }) => kind === "refund").map((line) => line.reference),
  );
  const matching = matcher(found);
  return batch.flatMap((line) => {
    const one = matching(line);
    const name = one && nameOf(one);
    const mismatch = compare(processor, line, one, name !== undefined && seen.has(name));
    if (name !== undefined) seen.add(name);
    return mismatch ?? [];
  });
}

/** What we say succeeded on the day and no report has. Only these are kept, which are few. */
async function missing(
  day: string,
  processor: Pick<Processor, "name" | "report">,
  known: KnownOperations,
  seen: ReadonlySet<string>,
): Promise<Mismatch[]> {
  const { from, to } = dayBounds(day);
  const left = new Map<string, KnownOperation>();
  for await (const one of known.succeeded(processor.name, from, to)) {
    if (!seen.has(nameOf(one))) left.set(nameOf(one), one);
  }
  for (const other of [from - dayLength, to]) {
    if (left.size === 0) return [];
    const matching = matcher(left.values());
    for await (const line of processor.report(dayOf(other))) {
      const one = matching(line);
      if (one !== undefined) left.delete(nameOf(one));
    }
  }
  return Array.from(left.values(), (one) => ({
    kind: "missing",
    processor: processor.name,
    known: one,
  }));
}

async function* batches(lines: AsyncIterable<ReportLine>): AsyncIterable<ReportLine[]> {
  let batch: ReportLine[] = [];
  for await (const line of lines) {
    batch.push(line);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function nameOf({ kind, operation }: KnownOperation): string {
  return `${kind} ${operation}`;
}

function summary({ mismatches }: Reconciled): string {
  const kinds = mismatches.map(({ kind }) => kind);
  return [...new Set(kinds)]
    .map((kind) => `${kinds.filter((one) => one === kind).length} ${kind}`)
    .join(", ");
}
