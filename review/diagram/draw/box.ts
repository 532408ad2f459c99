// SPDX-License-Identifier: Apache-2.0
import type { Resource } from "../../../policy/lib/graph";
import type { Mark } from "./mark";

/** What a box stands for; decides its colours and measures. */
export type Look =
  | "lane"
  | "region"
  | "network"
  | "public"
  | "private"
  | "isolated"
  | "subnet"
  | "compute"
  | "database"
  | "network-part"
  | "name"
  | "delivery"
  | "elsewhere"
  | "place"
  | "link"
  | "change"
  | "headings"
  | "lane-row"
  | "picture"
  | "storage"
  | "cache"
  | "heading"
  | "regions"
  | "plain";

export type Tone = "active" | "standby" | "strong" | "quiet" | "broken";

/** A word in a frame beside a title. */
export interface Chip {
  readonly text: string;
  readonly tone: Tone;
}

/** A box with text, and boxes in it. */
export interface Box {
  /** The same in every drawing of the same thing, and no other box's. */
  readonly key: string;
  readonly look: Look;
  readonly title?: string;
  readonly lines?: readonly string[];
  readonly chips?: readonly Chip[];
  /** What a reader can open. */
  readonly resource?: Resource;
  /** Of a box for several resources: what they are. */
  readonly members?: readonly Resource[];
  readonly mark?: Mark;
  /** Policies that it breaks. */
  readonly broken?: number;
  readonly children?: readonly Box[];
  /** @default - one below the other */
  readonly flow?: "row";
  /** How many columns the spans of the children count. @default 1 */
  readonly columns?: number;
  /** Columns that it takes of those of the box around it. @default - all */
  readonly span?: { readonly from: number; readonly count: number };
  /** Boxes of the same row in different regions are equally high. */
  readonly align?: string;
  /** Of a link: what it joins, and where its arrow points. */
  readonly ends?: {
    readonly left: string;
    readonly right: string;
    readonly arrow: "left" | "right" | "none";
  };
}

/** A network says what becomes of it beside its title, so that what is in it stays in its rows. */
export function hasMarkBeside({ look }: Pick<Box, "look">): boolean {
  return look === "network" || look === "link";
}

/** Boxes side by side, so many in a row. */
export function inRows(key: string, boxes: readonly Box[], perRow: number): Box[] {
  const rows: Box[] = [];
  for (let start = 0; start < boxes.length; start += perRow) {
    const row = boxes.slice(start, start + perRow);
    const children = row.map((box, index) => ({ ...box, span: { from: index, count: 1 } }));
    rows.push({
      key: `${key}/${start / perRow}`,
      look: "plain",
      flow: "row",
      columns: perRow,
      children,
    });
  }
  return rows;
}
