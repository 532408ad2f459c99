// SPDX-License-Identifier: Apache-2.0

/**
 * Widths of characters in thousandths of the font size. The reader's font is not known when a
 * picture is drawn, so these are of DejaVu Sans, the widest of those that the picture asks for.
 *
 * @see https://dejavu-fonts.github.io/
 */
const widths: readonly (readonly [characters: string, width: number])[] = [
  ["ijl'", 280],
  ["I .,:;|!·", 340],
  ["f-tr/()[]", 415],
  ["sczk", 580],
  ["vxyTJFEL", 620],
  ["w", 820],
  ["mMW%@…→", 1000],
  ["ABCDGHKNOPQRSUVXYZ+±=<>~−", 840],
];
const otherWidth = 640;
/** How much wider the bold face is. */
const boldFactor = 1.13;

export interface Face {
  readonly size: number;
  readonly bold?: boolean;
}

/** A width that the text doesn't exceed. */
export function widthOf(text: string, { size, bold = false }: Face): number {
  const thousandths = [...text].reduce((sum, character) => sum + characterWidth(character), 0);
  return (thousandths / 1000) * size * (bold ? boldFactor : 1);
}

/** The text, or as much of its beginning as there is room for. */
export function fitted(text: string, face: Face, room: number): string {
  if (widthOf(text, face) <= room) return text;
  const characters = [...text];
  for (let length = characters.length - 1; length > 0; length -= 1) {
    const shorter = `${characters.slice(0, length).join("").trimEnd()}…`;
    if (widthOf(shorter, face) <= room) return shorter;
  }
  return "";
}

/** For text and attributes of SVG and HTML alike. */
export function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function characterWidth(character: string): number {
  return widths.find(([characters]) => characters.includes(character))?.[1] ?? otherWidth;
}
