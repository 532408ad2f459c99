// SPDX-License-Identifier: Apache-2.0
import { promiseNames, type PromiseName } from "../../checker/promise";
import type { Results } from "../results";
import { html, type Html } from "./html";
import { table } from "./table";
import { plural, promiseWords, verdictMark, whole, type Verdict } from "./words";

/** Every promise over all scenarios, and what broke it. */
export function promisesSection({ scenarios }: Results): Html {
  const rows = promiseNames.map((name) => {
    const results = scenarios.flatMap((scenario) =>
      scenario.promises
        .filter(({ promise }) => promise === name)
        .map((result) => ({ ...result, title: scenario.title })),
    );
    const sum = (of: "judged" | "broken") => results.reduce((all, one) => all + one[of], 0);
    return { name, results, judged: sum("judged"), broken: sum("broken") };
  });
  const findings = rows.flatMap(({ name, results }) =>
    results.filter(({ broken }) => broken > 0).map((result) => findingsOf(name, result)),
  );
  return html`<section aria-labelledby="promises">
    <h2 id="promises">The promises</h2>
    ${table(
      "Each promise, judged over all scenarios",
      [
        { head: "Promise", cell: ({ name }) => promiseWords[name].title },
        { head: "What it says", cell: ({ name }) => promiseWords[name].sentence },
        { head: "Looked at", numbers: true, cell: ({ judged }) => whole(judged) },
        {
          head: "Verdict",
          cell: ({ judged, broken }) =>
            verdictMark(verdictOf(judged, broken), wordOf(judged, broken)),
        },
      ],
      rows,
    )}
    ${findings}
  </section>`;
}

function verdictOf(judged: number, broken: number): Verdict {
  if (broken > 0) return "broken";
  return judged === 0 ? "nothing to judge" : "kept";
}

function wordOf(judged: number, broken: number): string {
  return broken > 0 ? `broken ${plural(broken, "time")}` : verdictOf(judged, broken);
}

function findingsOf(
  name: PromiseName,
  { title, broken, findings }: { title: string; broken: number; findings: readonly string[] },
): Html {
  const more = broken - findings.length;
  return html`<h3>${promiseWords[name].title}: broken ${plural(broken, "time")} in “${title}”</h3>
    <ul class="findings">
      ${findings.map((text) => html`<li>${text}</li>`)}${more > 0 ? html`<li>… and ${whole(more)} more</li>` : html``}
    </ul> `;
}
