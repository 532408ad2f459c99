// SPDX-License-Identifier: Apache-2.0
import { widthOf } from "../../../review/diagram/draw/text";
import { html, type Html } from "../page/html";
import type { ScenarioResult } from "../results";
import { frame, type Drawn, type Place } from "./frame";
import { round } from "./scale";

type MomentShown = ScenarioResult["moments"][number];

const face = { size: 12 };
const gap = 5;

/** What a moment is called in the picture. */
const words: Readonly<Record<string, string>> = {
  fault: "▼ fault",
  healed: "▲ fault over",
  detected: "detected",
  sealed: "sealed",
  promoted: "promoted",
  refused: "✗ promotion refused",
  replayed: "replayed",
  opened: "◆ opened",
  routed: "→ name leads to",
  failback: "↩ runbook: back to",
};

export function momentText({ what, region }: MomentShown): string {
  const word = words[what] ?? what;
  return region === undefined ? word : `${word} ${region}`;
}

/** Moments as labels above the picture, each with a line down through it, none on another. */
export function drawMarks(
  moments: readonly MomentShown[],
  { y, x }: Place,
  bottom: (height: number) => number,
): Drawn<Html> {
  const lanes: number[] = [];
  const placed = moments.map((moment) => {
    const text = momentText(moment);
    const width = widthOf(text, face);
    const at = x(moment.at);
    const left = at + gap + width > frame.right ? at - gap - width : at + gap;
    const free = lanes.findIndex((end) => end < Math.min(left, at));
    const lane = free === -1 ? lanes.length : free;
    lanes[lane] = Math.max(at, left + width) + gap;
    return { text, at, left, lane };
  });
  const height = lanes.length * frame.line;
  const end = bottom(height);
  return {
    height,
    markup: html`<g class="marks"
      >${placed.map(({ text, at, left, lane }) => {
        const top = y + lane * frame.line;
        return html`<path class="moment" d="M${round(at)} ${round(top + 2)}V${round(end)}" /><text
            x="${round(left)}"
            y="${round(top + 13)}"
            >${text}</text
          >`;
      })}</g
    >`,
  };
}
