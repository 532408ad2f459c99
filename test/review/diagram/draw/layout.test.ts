// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";

import type { Box } from "../../../../review/diagram/draw/box";
import { everyBox, layOut, type Placed } from "../../../../review/diagram/draw/layout";

const looks = ["lane", "network", "subnet", "compute", "plain"] as const;
const boxes: fc.Memo<Box> = fc.memo((depth) =>
  fc
    .record({
      look: fc.constantFrom(...looks),
      title: fc.option(fc.string(), { nil: undefined }),
      lines: fc.array(fc.string(), { maxLength: 3 }),
      isRow: fc.boolean(),
      align: fc.option(fc.constantFrom("one", "two"), { nil: undefined }),
      children: depth <= 1 ? fc.constant<Box[]>([]) : fc.array(boxes(), { maxLength: 3 }),
    })
    .map(({ look, title, lines, isRow, align, children }) => ({
      key: "any",
      look,
      lines,
      ...(title !== undefined && { title }),
      ...(align !== undefined && { align }),
      ...(isRow && { flow: "row" as const, columns: Math.max(1, children.length) }),
      children: children.map((child, from) =>
        isRow ? { ...child, span: { from, count: 1 } } : child,
      ),
    })),
);

const slack = 0.001;

function isInside(one: Placed, other: Placed): boolean {
  return (
    one.x >= other.x - slack &&
    one.y >= other.y - slack &&
    one.x + one.width <= other.x + other.width + slack &&
    one.y + one.height <= other.y + other.height + slack
  );
}

function overlap(one: Placed, other: Placed): boolean {
  return (
    one.x < other.x + other.width - slack &&
    other.x < one.x + one.width - slack &&
    one.y < other.y + other.height - slack &&
    other.y < one.y + one.height - slack
  );
}

describe("layOut", () => {
  it("keeps boxes inside of what they are in, and apart from each other", () => {
    fc.assert(
      fc.property(boxes(3), (box) => {
        for (const placed of everyBox(layOut(box, 0, 0, 2000))) {
          placed.children.forEach((child, index) => {
            expect(isInside(child, placed)).toBe(true);
            const others = placed.children.slice(index + 1);
            expect(others.filter((other) => overlap(child, other))).toEqual([]);
          });
        }
      }),
    );
  });

  it("makes boxes that are aligned equally high", () => {
    const low: Box = { key: "low", look: "compute", title: "one", align: "row" };
    const high: Box = { ...low, key: "high", lines: ["two", "three"] };
    const placed = layOut({ key: "all", look: "plain", children: [low, high] }, 0, 0, 100);
    const [first, second] = placed.children;
    expect(first?.height).toBe(second?.height);
    expect(first?.height).toBeGreaterThan(30);
  });
});
