// SPDX-License-Identifier: Apache-2.0
import { hasMarkBeside, type Box } from "./box";
import { measuresOf } from "./measures";

/** A box with its place in the picture. */
export interface Placed {
  readonly box: Box;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly children: readonly Placed[];
}

/** Heights of rows that go through several regions, by their names. */
type Aligned = ReadonlyMap<string, number>;

/** Deep enough for every alignment inside of another that a region has. */
const passes = 4;

/** Places boxes inside of each other, as wide as there is room and as high as they need. */
export function layOut(box: Box, x: number, y: number, width: number): Placed {
  let aligned: Aligned = new Map();
  for (let pass = 0; pass < passes; pass += 1) {
    const found = new Map<string, number>();
    naturalHeight(box, width, aligned, found);
    aligned = found;
  }
  return place(box, { x, y, width }, aligned);
}

/** A placed box and all in it. */
export function everyBox(placed: Placed): Placed[] {
  return [placed, ...placed.children.flatMap(everyBox)];
}

function heightOf(box: Box, width: number, aligned: Aligned, found?: Map<string, number>): number {
  const natural = naturalHeight(box, width, aligned, found);
  const together = box.align === undefined ? 0 : (aligned.get(box.align) ?? 0);
  return Math.max(natural, together);
}

function naturalHeight(
  box: Box,
  width: number,
  aligned: Aligned,
  found?: Map<string, number>,
): number {
  const { padding, gap } = measuresOf(box.look);
  const children = box.children ?? [];
  const heights = children.map((child) =>
    heightOf(child, widthOfChild(box, child, width), aligned, found),
  );
  const inside =
    box.flow === "row"
      ? Math.max(0, ...heights)
      : heights.reduce((sum, height) => sum + height, 0) + gap * Math.max(0, children.length - 1);
  const height = headerHeight(box) + (inside > 0 ? inside + padding.bottom : 0);
  if (box.align !== undefined && found !== undefined) {
    found.set(box.align, Math.max(height, found.get(box.align) ?? 0));
  }
  return height;
}

/** Height down to where the boxes inside begin. */
function headerHeight(box: Box): number {
  const { padding, title, line, gap } = measuresOf(box.look);
  const texts = (box.lines?.length ?? 0) + (box.mark === undefined || hasMarkBeside(box) ? 0 : 1);
  const rows = (box.title === undefined ? 0 : title.height) + texts * line.height;
  const isLeaf = (box.children ?? []).length === 0;
  if (rows === 0) return padding.top;
  return padding.top + rows + (isLeaf ? padding.bottom : gap);
}

function place(
  box: Box,
  { x, y, width }: Pick<Placed, "x" | "y" | "width">,
  aligned: Aligned,
  height = heightOf(box, width, aligned),
): Placed {
  const { gap } = measuresOf(box.look);
  let top = y + headerHeight(box);
  const children = (box.children ?? []).map((child) => {
    const childWidth = widthOfChild(box, child, width);
    const own = heightOf(child, childWidth, aligned);
    const left = x + leftOfChild(box, child, width);
    const isRow = box.flow === "row";
    const rowHeight = y + height - top - measuresOf(box.look).padding.bottom;
    const at = { x: left, y: top, width: childWidth };
    const placed = place(child, at, aligned, isRow ? Math.max(own, rowHeight) : own);
    if (!isRow) top += own + gap;
    return placed;
  });
  return { box, x, y, width, height, children };
}

function widthOfChild(box: Box, child: Box, width: number): number {
  const { column, gap } = columnsOf(box, width);
  const count = child.span?.count ?? box.columns ?? 1;
  return column * count + gap * (count - 1);
}

function leftOfChild(box: Box, child: Box, width: number): number {
  const { column, gap } = columnsOf(box, width);
  return measuresOf(box.look).padding.side + (child.span?.from ?? 0) * (column + gap);
}

function columnsOf(box: Box, width: number): { column: number; gap: number } {
  const { padding, columnGap } = measuresOf(box.look);
  const columns = box.columns ?? 1;
  const room = width - 2 * padding.side - columnGap * (columns - 1);
  return { column: room / columns, gap: columnGap };
}
