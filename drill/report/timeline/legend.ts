// SPDX-License-Identifier: Apache-2.0
import { widthOf } from "../../../review/diagram/draw/text";
import { html, type Html } from "../page/html";
import { endings, type Ending } from "./bars";
import { frame } from "./frame";
import { round } from "./scale";

const face = { size: 12 };
const sample = 18;

const words: Readonly<Record<Ending | "stage" | "outage", string>> = {
  answered: "answered",
  refused: "sent away (5xx)",
  unknown: "no answer",
  stage: "stage of the failover",
  outage: "fault to first payment",
};

/** What each look means. What has none in this picture isn't listed. */
export function drawLegend(id: string, withStages: boolean): Html {
  const entries = [...endings, ...(withStages ? (["stage", "outage"] as const) : [])];
  let x: number = frame.left;
  const drawn = entries.map((entry) => {
    const at = x;
    x += sample + 6 + widthOf(words[entry], face) + 22;
    const filled = entry === "refused" || entry === "unknown";
    const look = endings.some((ending) => ending === entry) ? `bar ${entry}` : entry;
    return html`<rect
        class="${look}"
        x="${round(at)}"
        y="3"
        width="${sample}"
        height="12"
        ${filled ? html` fill="url(#${id}-${entry})"` : html``}
      /><text x="${round(at + sample + 6)}" y="13">${words[entry]}</text>`;
  });
  return html`<g class="legend">${drawn}</g>`;
}

/** Hatching and dots, so that nobody needs the colour. */
export function drawPatterns(id: string): Html {
  return html`<defs>
    <pattern
      id="${id}-refused"
      width="6"
      height="6"
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"
      ><rect class="refused-ground" width="6" height="6" /><rect
        class="refused-ink"
        width="2.4"
        height="6"
    /></pattern>
    <pattern id="${id}-unknown" width="5" height="5" patternUnits="userSpaceOnUse"
      ><rect class="unknown-ground" width="5" height="5" /><circle
        class="unknown-ink"
        cx="2.5"
        cy="2.5"
        r="1.3"
    /></pattern>
  </defs>`;
}
