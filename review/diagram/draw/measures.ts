// SPDX-License-Identifier: Apache-2.0
import type { Look } from "./box";
import type { Face } from "./text";

export interface Measures {
  readonly padding: { readonly top: number; readonly side: number; readonly bottom: number };
  /** Between boxes below each other. */
  readonly gap: number;
  /** Between boxes side by side. */
  readonly columnGap: number;
  readonly title: Face & { readonly height: number };
  readonly line: Face & { readonly height: number };
  readonly radius: number;
}

const line = { size: 10.5, height: 14 };
const leaf: Measures = {
  padding: { top: 6, side: 10, bottom: 6 },
  gap: 6,
  columnGap: 6,
  title: { size: 11, bold: true, height: 15 },
  line,
  radius: 5,
};
const container: Measures = {
  ...leaf,
  padding: { top: 8, side: 8, bottom: 8 },
  gap: 8,
  columnGap: 8,
  title: { size: 11, bold: true, height: 15 },
  radius: 6,
};
const nothing: Measures = { ...container, padding: { top: 0, side: 0, bottom: 0 }, radius: 0 };

/** Between two regions. */
const regionGap = 24;

/** The columns of all boxes of a network stand below each other: same sides, same gaps. */
const measures: Readonly<Partial<Record<Look, Measures>>> = {
  lane: {
    ...container,
    padding: { top: 10, side: 12, bottom: 12 },
    // Its columns stand in the middle of those of the regions.
    columnGap: regionGap + 24,
    title: { size: 12.5, bold: true, height: 18 },
    radius: 10,
  },
  region: {
    ...container,
    padding: { top: 12, side: 12, bottom: 12 },
    gap: 10,
    title: { size: 16, bold: true, height: 22 },
    radius: 12,
  },
  network: { ...container, padding: { top: 8, side: 10, bottom: 10 }, radius: 8 },
  public: container,
  private: container,
  isolated: container,
  subnet: { ...leaf, padding: { top: 5, side: 7, bottom: 7 } },
  heading: {
    ...leaf,
    padding: { top: 2, side: 8, bottom: 2 },
    title: { size: 10.5, bold: true, height: 14 },
  },
  compute: { ...leaf, padding: { top: 7, side: 10, bottom: 8 } },
  name: { ...leaf, gap: 6 },
  link: { ...leaf, padding: { top: 8, side: 12, bottom: 8 } },
  headings: { ...nothing, padding: { top: 0, side: 8, bottom: 0 }, columnGap: 8 },
  "lane-row": { ...nothing, columnGap: regionGap + 24 },
  picture: { ...nothing, gap: 16 },
  regions: { ...nothing, columnGap: regionGap },
  plain: { ...nothing, columnGap: 8, gap: 8 },
};

export function measuresOf(look: Look): Measures {
  return measures[look] ?? leaf;
}
