// SPDX-License-Identifier: Apache-2.0
import { groupedBy } from "../diff/fold";
import { dollars } from "../diff/sections";
import { leftOut } from "./free";
import { notPricedText, totalOf, type CostEstimate, type CostLine } from "./monthly-cost";
import type { Volumes } from "./volumes";

/** What an estimate says to a person, as lines of text. */
export function costReport(title: string, estimate: CostEstimate, volumes: Volumes): string[] {
  const { lines, notPriced } = estimate;
  const unchecked = lines.filter(({ checked }) => checked !== "search");
  const regions = groupedBy(lines, ({ region }) => region);
  return [
    `What ${title} costs a month: about ${dollars(totalOf(estimate))}. An ESTIMATE: AWS's list prices on`,
    "demand, and volumes that nobody has measured.",
    ...regions.flatMap((of) => ["", ...regionTable(of)]),
    "",
    `${unchecked.length} of ${lines.length} prices were not checked; they have a * (review/cost/prices.json).`,
    `Volumes, by review/cost/volumes.ts: ${volumeText(volumes)}.`,
    ...(notPriced.length > 0
      ? [
          "",
          "Not priced, and not in the sum:",
          ...notPriced.map((one) => `- ${notPricedText(one)}`),
        ]
      : []),
    "",
    "Left out:",
    ...leftOut.map((what) => `- ${what}`),
  ];
}

function regionTable(lines: readonly CostLine[]): string[] {
  const [first] = lines;
  const sum = lines.reduce((total, { monthly }) => total + monthly, 0);
  const rows = lines.map((line) => [
    `  ${line.part}`,
    line.item,
    `${numberText(line.quantity)} x ${line.unit}`,
    `$${line.unitPrice}${line.checked === "search" ? "" : "*"}`,
    dollars(line.monthly),
  ]);
  return [`${first?.region ?? ""}: ${dollars(sum)}`, ...aligned(rows)];
}

/** Columns as wide as what is in them; amounts end below each other. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  return rows.map((cells) =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === cells.length - 1 ? cell.padStart(width) : cell.padEnd(width);
      })
      .join("  "),
  );
}

function volumeText(volumes: Volumes): string {
  const parts = [
    `payments go to ${volumes.activeRegion}`,
    `the database holds ${numberText(volumes.databaseGb)} GB and sends ${numberText(volumes.databaseLogGb)} GB a month to the standby`,
    `the journal takes ${numberText(volumes.journalGb)} GB a month`,
    `${numberText(volumes.egressGb)} GB a month go to the internet`,
  ];
  return parts.join(", ");
}

function numberText(value: number): string {
  const digits = value < 10 && !Number.isInteger(value) ? 2 : 0;
  return value.toFixed(digits).replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ",");
}
