// SPDX-License-Identifier: Apache-2.0
import type { Results } from "../results";
import { html, type Html } from "./html";
import { duration, whole } from "./words";

type Detector = Results["settings"]["detector"];

/** On what it ran, with which settings, and how to run it again. */
export function setupSection({ machine, settings, scenarios, command, seed }: Results): Html {
  const { processor, cores, memoryBytes, system, versions } = machine;
  const rates = scenarios.map(({ rateSustained }) => rateSustained);
  const asked = scenarios.map(({ rateAsked }) => rateAsked);
  return html`<section aria-labelledby="setup">
    <h2 id="setup">The machine and the settings</h2>
    <dl class="setup">
      ${[
        line(
          "Machine",
          `${processor}, ${whole(cores)} cores, ${whole(memoryBytes / 2 ** 30)} GiB, ${system}`,
        ),
        line(
          "Software",
          Object.entries(versions)
            .map(([name, version]) => `${name} ${version}`)
            .join(", "),
        ),
        line("Between the regions", `${duration(settings.roundTripMilliseconds)} round trip`),
        line("Payments asked for", span(asked)),
        line("Payments accepted before the fault", span(rates)),
        line(
          "A region is lost after",
          `${checks(settings.detector)} here; in production ${checks(settings.productionDetector)}`,
        ),
        line("Reads may be behind by", duration(settings.readBoundMilliseconds)),
        line("Limit of recovery", duration(settings.recoveryLimitMilliseconds)),
      ]}
    </dl>
    <h2 id="again">Run it again</h2>
    <p>
      With the same seed (${String(seed)}) the same faults come at the same moments; the machine's
      own timing differs.
    </p>
    <pre tabindex="0"><code>${command}</code></pre>
  </section>`;
}

function line(name: string, value: string): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div> `;
}

function checks({ failures, intervalMilliseconds }: Detector): string {
  return `${whole(failures)} failed checks, ${duration(intervalMilliseconds)} apart`;
}

/** The least and the most of several rates. */
function span(rates: readonly number[]): string {
  if (rates.length === 0) return "none";
  const [least, most] = [whole(Math.min(...rates)), whole(Math.max(...rates))];
  return `${least === most ? least : `${least} to ${most}`} per second`;
}
