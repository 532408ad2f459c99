// SPDX-License-Identifier: Apache-2.0
import { stageNames, type StageName } from "../../checker/promise";
import type { CloudStage, Results, ScenarioResult } from "../results";
import { timeline } from "../timeline/timeline";
import { html, type Html } from "./html";
import { table, type Column } from "./table";
import { duration } from "./words";

interface Row {
  readonly title: string;
  readonly recovery: ScenarioResult["recoveries"][number];
}

const stageTitles: Readonly<Record<StageName, string>> = {
  detection: "Detection",
  seal: "Seal",
  promotion: "Promotion",
  replay: "Replay",
  opening: "Opening",
  "first payment": "First payment",
};

/** How one failover went, how long all of them took, and what the cloud would add. */
export function recoverySection(results: Results): Html {
  const rows: Row[] = results.scenarios.flatMap(({ title, recoveries }) =>
    recoveries.map((recovery) => ({ title, recovery })),
  );
  const shown = results.scenarios.find(({ recoveries }) => recoveries.length > 0);
  return html`<section aria-labelledby="recovery">
    <h2 id="recovery">How a region is replaced</h2>
    <p>
      When a region is lost, five things happen in this order. The loss is <b>detected</b>. The
      region's journal is <b>sealed</b>: from then on it can't accept anything, wherever it is and
      whatever it believes. The other region's database is <b>promoted</b>, so that it can be
      written. What only the journal has is <b>replayed</b> into it. Then the region is
      <b>opened</b>, and accepts its first payment.
    </p>
    ${
      shown === undefined
        ? html`<p>No region was replaced in this run.</p>`
        : html`<h3>${shown.title}, over time</h3>
            ${timeline(shown, "first")}`
    }
    <h3>Recovery time, measured here</h3>
    ${rows.length === 0 ? html`<p>Nothing was measured.</p>` : table("Recovery time by stage, measured on this machine", columns, rows)}
    <p>
      Recovery point: an accepted payment is in the journal before its shop is told, so there is no
      span of time whose payments are lost. What is not journaled, such as a merchant's settings, is
      as far behind as the database's replica.
    </p>
    <h3>The cloud's own stages: not measured</h3>
    <p>
      These exist on AWS only and were <b>not measured</b>. They come on top of the times above, or
      run beside them.
    </p>
    ${table("Stages that can't be measured on one machine", cloudColumns, results.cloudStages)}
  </section>`;
}

const columns: readonly Column<Row>[] = [
  { head: "Scenario", cell: ({ title }) => title },
  { head: "From → to", cell: ({ recovery: { from, to } }) => `${from} → ${to}` },
  ...stageNames.map((name) => ({
    head: stageTitles[name],
    numbers: true,
    cell: ({ recovery }: Row) => {
      const stage = recovery.stages.find((one) => one.stage === name);
      return stage === undefined ? "–" : duration(stage.to - stage.from);
    },
  })),
  {
    head: "In all",
    numbers: true,
    cell: ({ recovery: { accepted, fault } }) =>
      accepted === undefined ? "never" : html`<b>${duration(accepted - fault)}</b>`,
  },
];

const cloudColumns: readonly Column<CloudStage>[] = [
  { head: "Stage", cell: ({ stage }) => stage },
  { head: "Measured", cell: () => html`<b>not measured</b>` },
  { head: "What is known of its time", cell: ({ documented }) => documented },
  {
    head: "From",
    cell: ({ basis, source }) =>
      source === undefined ? basis : html`${basis}: <a href="${source}">${nameOf(source)}</a>`,
  },
];

/** The page's name within the site. */
function nameOf(source: string): string {
  const { host, pathname } = new URL(source);
  const page =
    pathname
      .split("/")
      .at(-1)
      ?.replace(/\.html$/, "") ?? "";
  return page === "" ? host : page;
}
