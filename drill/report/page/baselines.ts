// SPDX-License-Identifier: Apache-2.0
import type { BaselineResult, Results } from "../results";
import { html, type Html } from "./html";
import { table, type Column } from "./table";
import { duration, whole } from "./words";

/** What the journal costs, and what the other ways lose. */
export function baselinesSection({ baselines }: Results): Html {
  return html`<section aria-labelledby="baselines">
    <h2 id="baselines">Compared with doing without the journal</h2>
    <p>
      The usual ways to keep a second copy of a database, on the same machine in the same run. An
      asynchronous replica answers before the copy has the payment. A synchronous replica waits for
      the copy, and stops when it can't be reached; AWS offers none between regions.
    </p>
    ${baselines.length === 0 ? html`<p>Not compared in this run.</p>` : table("Rate, delay and loss of each way", columns, baselines)}
  </section>`;
}

const columns: readonly Column<BaselineResult>[] = [
  { head: "Way", cell: ({ kind }) => kind },
  { head: "What was done to it", cell: ({ fault }) => fault },
  { head: "Payments/s", numbers: true, cell: ({ rate }) => whole(rate) },
  { head: "Delay, median", numbers: true, cell: ({ p50 }) => duration(p50) },
  { head: "Delay, 99 %", numbers: true, cell: ({ p99 }) => duration(p99) },
  { head: "Accepted", numbers: true, cell: ({ acknowledged }) => whole(acknowledged) },
  {
    head: "Of these lost",
    numbers: true,
    cell: ({ lost }) => html`<b>${whole(lost)}</b>`,
  },
];
