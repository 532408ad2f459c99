// SPDX-License-Identifier: Apache-2.0
import { createInterface } from "node:readline";

import type { ReportLine } from "../operations/processor";
import { operationOf } from "./adyen-answers";
import { fromDecimal } from "./money";
import { NoAnswer } from "./no-answer";

/** The columns that are read. The last two are added to the report in Adyen's settings. */
const columns = [
  "Record Type",
  "Merchant Reference",
  "Psp Reference",
  "Main Currency",
  "Main Amount",
  "Modification Merchant Reference",
  "Modification Psp Reference",
] as const;

/**
 * The charges and refunds in a payment accounting report, line by line. It has a line for each step
 * of a payment; the ones that count are those where the money is sent.
 *
 * @see https://docs.adyen.com/reporting/invoice-reconciliation/payment-accounting-report
 * @throws NoAnswer when it is not such a report: a mistake must not look like an empty day
 */
export async function* adyenReport(csv: NodeJS.ReadableStream): AsyncIterable<ReportLine> {
  let header: readonly string[] | undefined;
  for await (const text of createInterface({ input: csv, crlfDelay: Infinity })) {
    if (text === "") continue;
    const cells = cellsOf(text);
    if (header === undefined) {
      header = cells;
      const lacks = columns.find((column) => !cells.includes(column));
      if (lacks !== undefined)
        throw new NoAnswer("adyen", "unreadable", lacks.replaceAll(" ", "_"));
      continue;
    }
    const line = lineOf(Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ""])));
    if (line !== undefined) yield line;
  }
  if (header === undefined) throw new NoAnswer("adyen", "unreadable", "no_header");
}

function lineOf(cells: Readonly<Record<string, string>>): ReportLine | undefined {
  const cell = (column: (typeof columns)[number]): string => cells[column] ?? "";
  const type = cell("Record Type");
  if (type !== "SentForSettle" && type !== "SentForRefund") return undefined;
  const kind = type === "SentForSettle" ? "charge" : "refund";
  const currency = cell("Main Currency");
  const amount = fromDecimal(cell("Main Amount"), currency);
  if (amount === undefined) throw new NoAnswer("adyen", "unreadable", "Main_Amount");
  const refund = kind === "refund";
  return {
    kind,
    operation: operationOf(
      kind,
      cell(refund ? "Modification Merchant Reference" : "Merchant Reference"),
    ),
    amount: Math.abs(amount),
    currency,
    reference: cell(refund ? "Modification Psp Reference" : "Psp Reference"),
  };
}

/** The cells of one line, as RFC 4180 has them; no cell of this report holds a line break. */
export function cellsOf(line: string): string[] {
  const cells = `,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^",]*))/g);
  return Array.from(cells, ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "");
}
