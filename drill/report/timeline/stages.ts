// SPDX-License-Identifier: Apache-2.0
import { widthOf } from "../../../review/diagram/draw/text";
import { html, type Html } from "../page/html";
import { duration } from "../page/words";
import type { ScenarioResult } from "../results";
import { frame, type Drawn, type Place } from "./frame";
import { round } from "./scale";

type RecoveryShown = ScenarioResult["recoveries"][number];

const face = { size: 12 };
const gap = 6;
/** Below this a stage of some milliseconds could not be seen. */
const leastWidth = 3;

/** The stages of a failover as bands, a line for each, so that short ones can be told apart too. */
export function drawStages(recoveries: readonly RecoveryShown[], place: Place): Drawn<Html> {
  const lines = recoveries.flatMap(({ stages }) => stages);
  return {
    height: lines.length * frame.line,
    markup: html`<g class="stages"
      >${lines.map(({ stage, from, to }, index) => {
        const x = place.x(from);
        const width = Math.max(leastWidth, place.x(to) - x);
        const y = place.y + index * frame.line;
        const text = `${stage}, ${duration(to - from)}`;
        const isRight = x + width + gap + widthOf(text, face) <= frame.right;
        const at = isRight ? x + width + gap : x - gap;
        return html`<g data-stage="${stage}"
          ><rect
            class="stage"
            x="${round(x)}"
            y="${round(y + 3)}"
            width="${round(width)}"
            height="12"
            rx="2"
          /><text x="${round(at)}" y="${round(y + 13)}" text-anchor="${isRight ? "start" : "end"}"
            >${text}</text
          ></g
        >`;
      })}</g
    >`,
  };
}

/** The time without payments, behind everything else. */
export function drawOutages(
  recoveries: readonly RecoveryShown[],
  { y, x }: Place,
  bottom: number,
): Html {
  return html`${recoveries.map(({ fault, accepted, stages }) => {
    const end = accepted ?? stages.at(-1)?.to ?? fault;
    const width = Math.max(leastWidth, x(end) - x(fault));
    return html`<rect
      class="outage"
      x="${round(x(fault))}"
      y="${round(y)}"
      width="${round(width)}"
      height="${round(bottom - y)}"
    />`;
  })}`;
}
