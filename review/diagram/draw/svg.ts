// SPDX-License-Identifier: Apache-2.0
import { drawLegend } from "./legend";
import { everyBox, layOut, type Placed } from "./layout";
import { pictureStyle } from "./palette";
import { drawBox, rect, round, textAt } from "./svg-box";
import { escaped, fitted } from "./text";
import type { Box } from "./box";

/** A line from one box down to another. */
export interface Wire {
  readonly from: string;
  readonly to: string;
  /** Whether nothing takes this way unless the other one is shut. */
  readonly later: boolean;
}

export interface Picture {
  readonly title: string;
  readonly subtitle: string;
  /** What a reader who can't see it is told. */
  readonly description: string;
  readonly box: Box;
  readonly width: number;
  readonly wires: readonly Wire[];
  /** Whether its boxes can be reached and opened. */
  readonly interactive: boolean;
}

const margin = 24;
const headHeight = 62;
const titleFace = { size: 20, bold: true };
const subtitleFace = { size: 12 };

/** The picture as a document of its own. */
export function drawPicture(picture: Picture): string {
  const { title, subtitle, description, interactive } = picture;
  const placed = layOut(picture.box, margin, headHeight + 8, picture.width);
  const width = picture.width + 2 * margin;
  const bottom = placed.y + placed.height + 20;
  const legend = drawLegend(everyBox(placed), picture.wires, {
    x: margin,
    y: bottom,
    width: picture.width,
  });
  const height = bottom + legend.height + margin;
  const role = interactive ? "group" : "img";
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="platform" viewBox="0 0 ${round(width)} ${round(height)}" width="${round(width)}" height="${round(height)}" role="${role}" aria-labelledby="platform-title platform-description">`,
    `<title id="platform-title">${escaped(title)}</title>`,
    `<desc id="platform-description">${escaped(description)}</desc>`,
    `<style>${pictureStyle()}</style>`,
    rect({ x: 0, y: 0, width, height }, `class="ground"`),
    textAt(fitted(title, titleFace, picture.width), titleFace, { x: margin, y: 38 }),
    textAt(
      fitted(subtitle, subtitleFace, picture.width),
      subtitleFace,
      { x: margin, y: 58 },
      `class="line"`,
    ),
    drawBox(placed, interactive),
    `<g aria-hidden="true">${picture.wires.map((wire) => drawWire(placed, wire)).join("")}</g>`,
    legend.text,
    "</svg>\n",
  ].join("\n");
}

/**
 * Down from the lower edge of one box to the upper edge of the other. It passes between the last two
 * columns of the other, where no text stands.
 */
function drawWire(picture: Placed, { from, to, later }: Wire): string {
  const boxes = everyBox(picture);
  const start = boxes.find(({ box }) => box.key === from);
  const end = boxes.find(({ box }) => box.key === to);
  if (start === undefined || end === undefined) return "";
  const band = boxes.find(({ children }) => children.includes(end));
  const columns = band?.box.columns ?? 1;
  const column = band === undefined ? end : columnBefore(band, columns);
  const x = columns > 1 ? column.x + column.width : end.x + end.width - 24;
  const top = lane(boxes, start) ?? start.y + start.height;
  const tip = `<path class="tip" d="M${round(x)} ${round(end.y)}l-4.5 -8h9z"/>`;
  const line = `<path class="wire${later ? " later" : ""}" d="M${round(x)} ${round(top)}V${round(end.y - 8)}"/>`;
  return line + tip;
}

/** From the frame that a box without one stands in. */
function lane(boxes: readonly Placed[], start: Placed): number | undefined {
  const around = boxes.find(
    ({ box, children }) =>
      box.look === "lane" && children.some((row) => row.children.includes(start)),
  );
  return around && around.y + around.height;
}

function columnBefore(band: Placed, columns: number): { x: number; width: number } {
  const side = 8;
  const gap = 8;
  const column = (band.width - 2 * side - gap * (columns - 1)) / columns;
  const x = band.x + side + (columns - 2) * (column + gap);
  return { x, width: column + gap / 2 };
}
