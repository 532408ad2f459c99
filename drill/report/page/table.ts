// SPDX-License-Identifier: Apache-2.0
import { html, type Html, type Part } from "./html";

export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => Part;
  /** Whether it holds numbers. @default false */
  readonly numbers?: boolean;
}

/**
 * A table whose first column names the rows. In a narrow window each row becomes a card, with every
 * cell under its column's head; the roles keep it a table for those who have it read out.
 */
export function table<Row>(
  caption: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): Html {
  const heads = columns.map(
    ({ head, numbers = false }) =>
      html`<th role="columnheader" scope="col" class="${numbers ? "numbers" : "words"}">
        ${head}
      </th>`,
  );
  return html`<table role="table">
    <caption>
      ${caption}
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        ${heads}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map(
        (row) =>
          html`<tr role="row">
            ${columns.map((column, index) => cellOf(column, index, row))}
          </tr> `,
      )}
    </tbody>
  </table>`;
}

function cellOf<Row>({ head, cell, numbers = false }: Column<Row>, index: number, row: Row): Html {
  const look = numbers ? "numbers" : "words";
  if (index === 0) return html`<th role="rowheader" scope="row" class="${look}">${cell(row)}</th>`;
  return html`<td role="cell" class="${look}" data-head="${head}"><span>${cell(row)}</span></td>`;
}
