// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";

import type { ReportLine } from "../../../../services/payments-api/operations/processor";
import {
  reconcile,
  type Reconciled,
  type ReconcileParts,
} from "../../../../services/payments-api/processors/reconcile";
import type { KnownOperation } from "../../../../services/payments-api/processors/reconciliation";

const day = "2026-11-30";

const line: ReportLine = {
  operation: "one",
  kind: "charge",
  amount: 500,
  currency: "EUR",
  reference: "pi_1",
};

const known: KnownOperation = { ...line, status: "succeeded" };

interface Run {
  readonly code: number;
  readonly result: Reconciled;
  readonly pages: readonly string[];
}

async function run(
  reported: Readonly<Record<string, readonly ReportLine[]>>,
  operations: readonly KnownOperation[],
  change: Partial<ReconcileParts> = {},
): Promise<Run> {
  const pages: string[] = [];
  const printed: string[] = [];
  const code = await reconcile(day, {
    processors: [{ name: "stripe", report: (asked) => each(reported[asked] ?? []) }],
    known: {
      find: (_, ids, refunds) =>
        Promise.resolve(
          operations.filter(
            ({ kind, operation, reference = "" }) =>
              ids.includes(operation) || (kind === "refund" && refunds.includes(reference)),
          ),
        ),
      succeeded: () => each(operations.filter(({ status }) => status === "succeeded")),
    },
    page: (subject, detail) => {
      pages.push(`${subject}: ${detail}`);
      return Promise.resolve();
    },
    print: (text) => printed.push(text),
    ...change,
  });
  return { code, result: JSON.parse(printed[0] ?? "{}") as Reconciled, pages };
}

async function* each<Item>(items: readonly Item[]): AsyncIterable<Item> {
  for (const item of items) yield await Promise.resolve(item);
}

describe("reconcile", () => {
  it("finds nothing and calls nobody when all agree", async () => {
    const { code, result, pages } = await run({ [day]: [line] }, [known]);
    expect([code, result.mismatches, result.lines, pages]).toEqual([0, [], 1, []]);
  });

  it.each<[string, readonly ReportLine[], readonly KnownOperation[]]>([
    ["unknown", [line], []],
    ["told-declined", [line], [{ ...known, status: "declined" }]],
    ["unfinished", [line], [{ ...known, status: "needs_review" }]],
    ["unfinished", [line], [{ ...known, status: "accepted" }]],
    ["missing", [], [known]],
    ["amount", [{ ...line, amount: 501 }], [known]],
    ["amount", [{ ...line, currency: "USD" }], [known]],
    ["doubled", [line, { ...line, reference: "pi_2" }], [known]],
    ["doubled", [{ ...line, reference: "pi_2" }], [known]],
    ["doubled", [line, line], [{ ...known, reference: undefined }]],
  ])("calls a person for %s", async (kind, lines, operations) => {
    const { code, result, pages } = await run({ [day]: lines }, operations);
    expect(result.mismatches.map((one) => one.kind)).toEqual([kind]);
    expect([code, pages]).toEqual([
      1,
      [`processors' reports of ${day} differ from the journal: stripe: 1 ${kind}`],
    ]);
  });

  it("finds what the processor booked on the day before or after", async () => {
    for (const other of ["2026-11-29", "2026-12-01"]) {
      expect((await run({ [other]: [line] }, [known])).code).toBe(0);
    }
    expect((await run({ "2026-12-02": [line] }, [known])).code).toBe(1);
  });

  it("knows a refund by its reference when its line names the payment", async () => {
    const refund: KnownOperation = {
      ...known,
      kind: "refund",
      operation: "two",
      reference: "re_2",
    };
    const lines = [line, { ...line, kind: "refund" as const, reference: "re_2" }];
    expect((await run({ [day]: lines }, [known, refund])).code).toBe(0);
  });

  it("fails when a report can't be read, and calls a person, whatever else agrees", async () => {
    const report = async function* (): AsyncIterable<ReportLine> {
      yield await Promise.resolve(line);
      throw new Error("stripe failed (500)");
    };
    const { code, result, pages } = await run({}, [known], {
      processors: [{ name: "stripe", report }],
    });
    expect([code, result.failed, pages.length]).toEqual([2, "stripe failed (500)", 1]);
  });

  it.each(["yesterday", "2026-02-30"])("refuses %s, which is no day", async (none) => {
    await expect(reconcile(none, {} as ReconcileParts)).rejects.toThrow(
      `day: got ${none}, allowed a date such as 2026-11-30`,
    );
  });

  it("finds exactly the operations that were charged wrongly, whatever the order and number", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom("good", "unknown", "missing", "amount"), { maxLength: 1_200 }),
        async (fates) => {
          const at = (index: number): ReportLine => ({
            ...line,
            operation: `operation_${index}`,
            reference: `pi_${index}`,
          });
          const lines = fates.flatMap((fate, index) =>
            fate === "missing" ? [] : { ...at(index), amount: fate === "amount" ? 1 : 500 },
          );
          const operations = fates.flatMap((fate, index) =>
            fate === "unknown" ? [] : { ...at(index), status: "succeeded" as const },
          );
          const { result } = await run({ [day]: lines }, operations);
          const count = (kind: string): number =>
            result.mismatches.filter((one) => one.kind === kind).length;
          for (const fate of ["unknown", "missing", "amount"]) {
            expect(count(fate)).toBe(fates.filter((one) => one === fate).length);
          }
        },
      ),
      { numRuns: 20 },
    );
  });
});
