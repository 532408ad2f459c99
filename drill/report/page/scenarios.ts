// SPDX-License-Identifier: Apache-2.0
import type { Results, ScenarioResult } from "../results";
import { timeline } from "../timeline/timeline";
import { html, type Html } from "./html";
import { table, type Column } from "./table";
import { duration, verdictMark, whole } from "./words";

/** What was done, what had to happen, and what did. */
export function scenariosSection({ scenarios }: Results): Html {
  return html`<section aria-labelledby="scenarios">
    <h2 id="scenarios">The scenarios</h2>
    ${table("What was broken on purpose, and what came of it", columns, scenarios)}
    <p class="faint">
      Accepted: payments and refunds that somebody was told the end of. No answer: tries that were
      cut off; they may have happened or not, and a later try with the same key found out. Sent
      away: tries that were told “not available, try again” (503).
    </p>
    <h3>Each scenario over time</h3>
    ${scenarios.map(
      (scenario, index) =>
        html`<details>
          <summary>${scenario.title}</summary>
          ${timeline(scenario, `s${index}`)}
        </details> `,
    )}
  </section>`;
}

const count = (head: string, of: keyof ScenarioResult["counts"]): Column<ScenarioResult> => ({
  head,
  numbers: true,
  cell: ({ counts }) => whole(counts[of]),
});

/** What the counts, which have columns of their own, do not say. */
function storyOf({ passed, happened, recoveries }: ScenarioResult): string {
  if (!passed) return happened;
  const recovered = recoveries.flatMap(({ to, fault, accepted }) =>
    accepted === undefined
      ? []
      : [`${to} accepted its first payment after ${duration(accepted - fault)}.`],
  );
  return recovered.join(" ") || "What had to.";
}

const columns: readonly Column<ScenarioResult>[] = [
  { head: "Scenario", cell: ({ title }) => title },
  {
    head: "Verdict",
    cell: ({ passed }) => verdictMark(passed ? "kept" : "broken", passed ? "passed" : "failed"),
  },
  { head: "What was done", cell: ({ done }) => done },
  { head: "What had to happen", cell: ({ expected }) => expected },
  { head: "What happened", cell: storyOf },
  count("Accepted", "acknowledged"),
  count("Lost", "lost"),
  count("Doubled", "doubled"),
  count("No answer", "unknown"),
  count("Sent away", "refused"),
  count("Still open", "open"),
];
