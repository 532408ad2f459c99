// SPDX-License-Identifier: Apache-2.0
import type { Look } from "./box";
import type { Placed } from "./layout";
import { markOrder, markText } from "./mark";
import { rect, round, textAt } from "./svg-box";
import type { Wire } from "./svg";
import { widthOf } from "./text";

const face = { size: 11 };
const rowHeight = 22;
const swatch = 18;

/** A sign, drawn at the left end of its line, and what it means. */
interface Entry {
  readonly sign: (x: number, middle: number) => string;
  readonly text: string;
}

const kinds: readonly (readonly [looks: readonly Look[], text: string])[] = [
  [["compute"], "compute"],
  [["database", "cache", "storage"], "data"],
  [["network-part", "name"], "network and names"],
  [["delivery"], "installed on the cluster"],
  [["link"], "joins regions"],
  [["elsewhere"], "in another stack"],
];

/** What the signs mean that the picture has, in as many lines as that needs. */
export function drawLegend(
  boxes: readonly Placed[],
  wires: readonly Wire[],
  area: { readonly x: number; readonly y: number; readonly width: number },
): { readonly text: string; readonly height: number } {
  let x = area.x;
  let row = 0;
  const parts = entriesOf(boxes, wires).map(({ sign, text }) => {
    const width = swatch + 8 + widthOf(text, face) + 22;
    if (x + width > area.x + area.width && x > area.x) {
      x = area.x;
      row += 1;
    }
    const middle = area.y + row * rowHeight + rowHeight / 2;
    const drawn = sign(x, middle) + textAt(text, face, { x: x + swatch + 8, y: middle + 4 });
    x += width;
    return drawn;
  });
  return { text: `<g class="legend">${parts.join("")}</g>`, height: (row + 1) * rowHeight };
}

function entriesOf(boxes: readonly Placed[], wires: readonly Wire[]): Entry[] {
  const looks = new Set(boxes.map(({ box }) => box.look));
  const marks = new Set(boxes.map(({ box }) => box.mark));
  return [
    ...kinds
      .filter(([of]) => of.some((look) => looks.has(look)))
      .map(([[look = "plain"], text]) => ({ sign: sample(look), text })),
    ...(wires.some(({ later }) => !later)
      ? [{ sign: wireSign(false), text: "names lead there" }]
      : []),
    ...(wires.some(({ later }) => later)
      ? [{ sign: wireSign(true), text: "after a failover" }]
      : []),
    ...(boxes.some(({ box }) => box.broken !== undefined)
      ? [{ sign: textSign("! 1", "broken"), text: "breaks as many policies" }]
      : []),
    ...markOrder
      .filter((mark) => marks.has(mark))
      .map((mark) => ({
        sign: textSign(markText(mark).slice(0, 1), `mark-${mark}`),
        text: `would ${mark}`,
      })),
  ];
}

function sample(look: Look): Entry["sign"] {
  return (x, middle) =>
    `<g class="${look}">${rect({ x, y: middle - 6, width: swatch, height: 12 }, `class="frame" rx="3"`)}${rect({ x: x + 2.5, y: middle - 3.5, width: 3, height: 7 }, `class="bar" fill="none" rx="1.5"`)}</g>`;
}

function wireSign(later: boolean): Entry["sign"] {
  return (x, middle) =>
    `<path class="wire${later ? " later" : ""}" d="M${round(x)} ${round(middle)}h${swatch}"/>`;
}

function textSign(text: string, name: string): Entry["sign"] {
  const isMark = name.startsWith("mark-");
  const bold = { size: isMark ? 13 : 9.5, bold: true };
  return (x, middle) =>
    (isMark
      ? ""
      : rect(
          { x: x - 2, y: middle - 7, width: swatch + 6, height: 14 },
          `class="chip-${name}" rx="7"`,
        )) +
    textAt(
      text,
      bold,
      { x: x + swatch / 2, y: middle + 4 },
      `text-anchor="middle" class="${isMark ? name : `chip-${name}`}"`,
    );
}
