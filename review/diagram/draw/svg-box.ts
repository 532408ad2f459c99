// SPDX-License-Identifier: Apache-2.0
import { nameOf, stackOf } from "../../graph/exported";
import { hasMarkBeside, type Box, type Chip } from "./box";
import type { Placed } from "./layout";
import { markText } from "./mark";
import { measuresOf, type Measures } from "./measures";
import { paints } from "./palette";
import { escaped, fitted, widthOf, type Face } from "./text";

const chipFace: Face = { size: 9.5, bold: true };
const chipPadding = 6;
const barWidth = 3;

/** A box and all in it. */
export function drawBox(placed: Placed, interactive: boolean): string {
  const { box } = placed;
  const inside = placed.children.map((child) => drawBox(child, interactive)).join("");
  if (paints[box.look] === undefined && box.title === undefined) {
    return `<g data-group="${escaped(box.key)}">\n${inside}</g>\n`;
  }
  const classes = [
    box.look,
    ...(box.mark === undefined ? [] : ["marked", `mark-${box.mark}`]),
  ].join(" ");
  const name = accessibleName(box);
  const open = interactive && isOpenable(box);
  const attributes = [
    `class="${classes}"`,
    `data-box="${escaped(box.key)}"`,
    ...(open
      ? [`tabindex="0" role="button" aria-haspopup="dialog" aria-label="${escaped(name)}"`]
      : []),
  ].join(" ");
  const title = isOpenable(box) ? `<title>${escaped(name)}</title>` : "";
  const content = box.ends === undefined ? texts(placed) : linkTexts(placed, box.ends);
  return `<g ${attributes}>${title}${frame(placed)}${content}${inside}</g>\n`;
}

/** Whether a reader can open its card. */
export function isOpenable({ resource, members }: Box): boolean {
  return resource !== undefined || members !== undefined;
}

/** All that a box says, in one line, and what it is. */
function accessibleName({ title = "", lines = [], chips = [], mark, broken, ...of }: Box): string {
  const said = [title, ...lines, ...chips.map(({ text }) => text)];
  const resource = of.resource ?? of.members?.[0];
  return [
    ...said,
    ...(mark === undefined ? [] : [`would ${mark}`]),
    ...(broken === undefined ? [] : [brokenText(broken)]),
    ...(resource === undefined
      ? []
      : [`${resource.type} ${nameOf(resource.urn)} of ${stackOf(resource.urn)}`]),
  ]
    .filter((text) => text !== "")
    .join(", ");
}

function brokenText(count: number): string {
  return `breaks ${count} ${count === 1 ? "policy" : "policies"}`;
}

function frame({ box, x, y, width, height }: Placed): string {
  const paint = paints[box.look];
  if (paint === undefined) return rect({ x, y, width, height }, `class="frame" fill="none"`);
  const { radius } = measuresOf(box.look);
  const main = rect({ x, y, width, height }, `class="frame" rx="${radius}"`);
  if (paint.bar === undefined) return main;
  const at = { x: x + 3.5, y: y + 5, width: barWidth, height: height - 10 };
  return main + rect(at, `class="bar" rx="1.5"`);
}

function texts({ box, x, y, width }: Placed): string {
  const measures = measuresOf(box.look);
  const { padding, title, line } = measures;
  const isHeading = box.look === "heading";
  const left = x + textInset(measures, box);
  const room = width - textInset(measures, box) - padding.side;
  const parts: string[] = [];
  let baseline = y + padding.top;
  if (box.title !== undefined) {
    const chips = [...(box.chips ?? []), ...brokenChip(box)];
    const chipRoom = chips.reduce((sum, chip) => sum + chipWidth(chip) + 6, 0);
    const said = box.mark !== undefined && hasMarkBeside(box) ? markText(box.mark) : "";
    const besideRoom = said === "" ? 0 : widthOf(said, title) + 14;
    const text = fitted(box.title, title, room - chipRoom - besideRoom);
    const at = baseline + title.size * 1.06;
    parts.push(
      isHeading
        ? textAt(text, title, { x: x + width / 2, y: at }, `text-anchor="middle"`)
        : textAt(text, title, { x: left, y: at }),
    );
    const beside = { x: left + widthOf(text, title) + 14, y: at };
    if (said !== "") parts.push(textAt(said, title, beside, `class="mark-${box.mark}"`));
    const after = left + widthOf(text, title) + 10;
    const start = box.look === "region" ? after : x + width - padding.side - chipRoom + 6;
    parts.push(drawChips(chips, start, at - title.size * 0.36));
    baseline += title.height;
  }
  for (const text of box.lines ?? []) {
    const at = { x: left, y: baseline + line.size * 1.06 };
    parts.push(textAt(fitted(text, line, room), line, at, `class="line"`));
    baseline += line.height;
  }
  if (box.mark !== undefined && !hasMarkBeside(box)) {
    const face = { ...line, bold: true };
    const at = { x: left, y: baseline + line.size * 1.06 };
    parts.push(textAt(markText(box.mark), face, at, `class="mark-${box.mark}"`));
  }
  return parts.join("");
}

function textInset({ padding }: Measures, box: Box): number {
  return padding.side + (paints[box.look]?.bar === undefined ? 0 : barWidth);
}

function brokenChip({ broken }: Box): Chip[] {
  return broken === undefined ? [] : [{ text: `! ${broken}`, tone: "broken" }];
}

function chipWidth({ text }: Chip): number {
  return widthOf(text, chipFace) + 2 * chipPadding;
}

function drawChips(chips: readonly Chip[], start: number, middle: number): string {
  let x = start;
  return chips
    .map((chip) => {
      const width = chipWidth(chip);
      const at = { x, y: middle - 7, width, height: 14 };
      const center = { x: x + width / 2, y: middle + chipFace.size * 0.36 };
      x += width + 6;
      return (
        rect(at, `class="chip-${chip.tone}" rx="7"`) +
        textAt(chip.text, chipFace, center, `class="chip-${chip.tone}" text-anchor="middle"`)
      );
    })
    .join("");
}

/** A bar with what it joins at its ends, and a line from the one to the other. */
function linkTexts(placed: Placed, ends: NonNullable<Box["ends"]>): string {
  const { box, x, y, width, height } = placed;
  const { padding, title, line } = measuresOf(box.look);
  const mark = box.mark === undefined ? "" : ` · ${markText(box.mark)}`;
  const middle = y + height / 2;
  const [left, right] = [x + padding.side + 4, x + width - padding.side];
  const room =
    width - 2 * (padding.side + 60) - widthOf(ends.left, line) - widthOf(ends.right, line);
  const label = fitted(`${box.title ?? ""}${mark}`, title, room);
  const half = widthOf(label, title) / 2 + 8;
  const center = x + width / 2;
  const baseline = middle + title.size * 0.36;
  const lineStart = left + widthOf(ends.left, line) + 8;
  const lineEnd = right - widthOf(ends.right, line) - 8;
  const tip = (at: number, to: number) =>
    `<path class="tip" d="M${round(at)} ${round(middle)}l${-7 * to} -4v8z"/>`;
  return [
    textAt(ends.left, line, { x: left, y: baseline }, `class="line"`),
    textAt(ends.right, line, { x: right, y: baseline }, `class="line" text-anchor="end"`),
    wire(lineStart, center - half, middle),
    wire(center + half, lineEnd, middle),
    ends.arrow === "right" ? tip(lineEnd, 1) : ends.arrow === "left" ? tip(lineStart, -1) : "",
    textAt(
      label,
      title,
      { x: center, y: baseline },
      `text-anchor="middle"${box.mark === undefined ? "" : ` class="mark-${box.mark}"`}`,
    ),
  ].join("");
}

function wire(from: number, to: number, y: number): string {
  return to <= from ? "" : `<path class="wire" d="M${round(from)} ${round(y)}H${round(to)}"/>`;
}

export function rect(
  at: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  attributes: string,
): string {
  const { x, y, width, height } = at;
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" ${attributes}/>`;
}

export function textAt(
  text: string,
  { size, bold = false }: Face,
  { x, y }: { readonly x: number; readonly y: number },
  attributes = "",
): string {
  const weight = bold ? ` font-weight="600"` : "";
  const more = attributes === "" ? "" : ` ${attributes}`;
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}"${weight}${more}>${escaped(text)}</text>`;
}

/** Enough for any screen, and the same on every machine. */
export function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}
