// SPDX-License-Identifier: Apache-2.0
import type { Results } from "../results";
import { html, type Html } from "./html";
import { duration, plural, verdictMark, whole } from "./words";

/** What this is, and how it ended. */
export function summarySection(results: Results): Html {
  const { scenarios, startedAt, tookMilliseconds, seed } = results;
  const failed = scenarios.filter(({ passed }) => !passed);
  const verdict =
    failed.length === 0
      ? verdictMark("kept", `Every promise was kept in ${plural(scenarios.length, "scenario")}`)
      : verdictMark(
          "broken",
          `${whole(failed.length)} of ${plural(scenarios.length, "scenario")} failed: ${failed.map(({ title }) => title).join(", ")}`,
        );
  return html`<header>
    <h1>Payments that survive the loss of a region</h1>
    <p class="lead">
      This is the report of a drill: a payment service ran in two regions at once, one taking
      payments and one standing by, while simulated shops paid, refunded and asked, and while its
      parts were broken on purpose. A payment counts as accepted only when it is also written in a
      journal that outlives either region, so that the other region can take over without losing or
      doubling one. Everything below was counted from what the shops were told, and compared with
      the database and the books of the payment processors when it was over.
    </p>
    <p class="outcome">
      ${scenarios.length === 0 ? verdictMark("nothing to judge", "No scenario was run") : verdict}
    </p>
    ${figures(results)}
    <p class="faint">
      Began ${startedAt.replace("T", " ").replace(/(\.\d+)?Z$/, " UTC")}, took
      ${duration(tookMilliseconds)}, seed ${String(seed)}. The same data:
      <a href="results.json">results.json</a>.
    </p>
    ${notes(results)}
  </header>`;
}

function figures({ scenarios, settings }: Results): Html {
  const total = (name: "acknowledged" | "lost" | "doubled") =>
    scenarios.reduce((sum, { counts }) => sum + counts[name], 0);
  const times = scenarios.flatMap(({ recoveries }) =>
    recoveries.flatMap(({ fault, accepted }) => (accepted === undefined ? [] : accepted - fault)),
  );
  const slowest = times.length === 0 ? "none" : duration(Math.max(...times));
  const lost = total("lost");
  return html`<dl class="figures">
    ${[
      figure(
        "Accepted payments and refunds lost",
        whole(lost),
        `of ${whole(total("acknowledged"))}; the goal is 0`,
      ),
      figure("Made twice, or for too much", whole(total("doubled")), "the goal is 0"),
      figure(
        "Slowest recovery here",
        slowest,
        `from the fault to the first payment elsewhere, over ${plural(times.length, "failover")}; without the cloud's own stages; the limit with them is ${duration(settings.recoveryLimitMilliseconds)}`,
      ),
    ]}
  </dl>`;
}

function figure(name: string, value: string, more: string): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd><strong>${value}</strong> ${more}</dd>
  </div> `;
}

function notes({ notes: all }: Results): Html {
  if (all.length === 0) return html``;
  return html`<h2>What this run left out</h2>
    <ul>
      ${all.map((note) => html`<li>${note}</li>`)}
    </ul> `;
}
