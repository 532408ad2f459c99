// SPDX-License-Identifier: Apache-2.0
import { placeCell, propertyCell, resourceCell } from "./cells";
import type { ResourceChange, StackChanges } from "./changes";
import type { CommentInput, CostChange, CostChangeLine } from "./comment";
import { clipped, code, prose } from "./escape";
import { folded, groupedBy, type Fold } from "./fold";
import type { Limits } from "./limits";
import { isChanged, summaryOf } from "./verdict";

/** What a section needs besides what it tells. */
export interface Frame {
  readonly limits: Limits;
  /** Where the reader finds what is left out. */
  readonly elsewhere: string;
}

/** A stack's changes by region: a table of what is not new, and below it, closed, what is. */
export function stackSections(stacks: readonly StackChanges[], frame: Frame): string[] {
  const changed = stacks.filter(isChanged);
  const shown = changed.slice(0, frame.limits.stacks);
  const more = changed.length - shown.length;
  return [
    ...shown.flatMap((stack) => stackSection(stack, frame)),
    ...(more > 0 ? [`… and ${more} more stacks change: see ${frame.elsewhere}.`] : []),
  ];
}

/** "Unchanged: `production-base` (240)" */
export function unchangedLine(stacks: readonly StackChanges[], { limits }: Frame): string[] {
  const same = stacks.filter((stack) => !isChanged(stack));
  if (same.length === 0) return [];
  const names = same
    .slice(0, limits.stacks)
    .map(({ stack, unchanged }) => `${code(clipped(stack, limits.text))} (${unchanged})`);
  const more = same.length - names.length;
  return [`Unchanged: ${names.join(", ")}${more > 0 ? ` and ${more} more stacks` : ""}.`];
}

/** "Estimated cost: $10,000 → $10,120 a month (+$120)." */
export function costLine({ cost }: CommentInput): string {
  if (cost === undefined) return "";
  const difference = cost.after - cost.before;
  if (Math.abs(difference) < 0.005)
    return ` Cost: ${dollars(cost.after)} a month (estimate), no change.`;
  return ` Cost: ${dollars(cost.before)} → ${dollars(cost.after)} a month (estimate): **${signed(difference)}**.`;
}

/** Where the difference in cost comes from, closed; nothing where there is none. */
export function costSection(cost: CostChange | undefined, frame: Frame): string[] {
  const lines = [...(cost?.lines ?? [])].sort(byDifference);
  if (lines.length === 0) return [];
  const header = ["Region", "Part", "Before", "After", "Difference"];
  const cells = ({ region, part, before, after }: CostChangeLine) => [
    prose(clipped(region, frame.limits.text)),
    prose(clipped(part, frame.limits.text)),
    dollars(before),
    dollars(after),
    signed(after - before),
  ];
  return details("What the difference in cost comes from", table(header, lines, cells, frame));
}

function stackSection(stack: StackChanges, frame: Frame): string[] {
  const { limits } = frame;
  const changes = [...stack.replaced, ...stack.deleted, ...stack.updated, ...stack.created];
  const regions = [...new Set(changes.map(({ region }) => region))].sort();
  const heading = `### ${code(clipped(stack.stack, limits.text))}: ${summaryOf(stack)}`;
  if (limits.rows === 0) return [`${heading}. See ${frame.elsewhere}.`];
  return [
    heading,
    ...regions.flatMap((region) => {
      const here = (all: readonly ResourceChange[]) => all.filter((one) => one.region === region);
      const title = region ?? "Not in a region";
      // A stack's name mostly says its region.
      const isClear = regions.length === 1 && region !== undefined && stack.stack.includes(region);
      const told = ["replaced", "deleted", "updated"] as const;
      const rows = told.flatMap((what) =>
        folded(here(stack[what])).map((fold) => ({ what, fold })),
      );
      return [
        ...(isClear ? [] : [`**${prose(clipped(title, limits.text))}**`]),
        ...(rows.length > 0 ? [table(rowHeader, rows, (one) => row(one, limits), frame)] : []),
        ...(here(stack.created).length > 0
          ? details(
              `Created: ${here(stack.created).length}`,
              table(
                ["Resource", "Where"],
                byType(here(stack.created)),
                (fold) => [resourceCell(fold, limits), placeCell(fold.one, limits)],
                frame,
              ),
            )
          : []),
      ];
    }),
  ];
}

const rowHeader = ["", "Resource", "Old → new", "Where"];

function row(
  { what, fold }: { readonly what: "replaced" | "deleted" | "updated"; readonly fold: Fold },
  limits: Limits,
): string[] {
  const mark = fold.one.loss !== undefined && what !== "updated" ? `⛔ ${what}, stateful` : what;
  return [
    mark,
    resourceCell(fold, limits),
    propertyCell(fold.one.properties, limits, "<br>") ||
      (what === "deleted" ? "" : "no input differs"),
    placeCell(fold.one, limits),
  ];
}

/** New resources of a type that one line of the program makes. */
function byType(created: readonly ResourceChange[]): Fold[] {
  const groups = groupedBy(created, ({ type, place }) => JSON.stringify([type, place]));
  return groups.flatMap((all) => {
    const [one] = all;
    return one === undefined ? [] : [{ one, all }];
  });
}

/** A table and, below it, how many rows are left out; what isn't shown isn't written. */
function table<T>(
  header: readonly string[],
  things: readonly T[],
  cellsOf: (thing: T) => string[],
  frame: Frame,
): string {
  const shown = things.slice(0, frame.limits.rows).map(cellsOf);
  const more = things.length - shown.length;
  const rest = more > 0 ? [`… and ${more} more: see ${frame.elsewhere}.`] : [];
  if (shown.length === 0) return `${more} lines are left out: see ${frame.elsewhere}.`;
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const all = [line(header), line(header.map(() => "---")), ...shown.map(line)].join("\n");
  return [all, ...rest].join("\n\n");
}

/** What is closed until somebody opens it. */
function details(summary: string, content: string): string[] {
  return [`<details><summary>${summary}</summary>\n\n${content}\n\n</details>`];
}

function byDifference(one: CostChangeLine, other: CostChangeLine): number {
  const sizes = Math.abs(other.after - other.before) - Math.abs(one.after - one.before);
  const key = ({ region, part }: CostChangeLine) => `${region}\n${part}`;
  return sizes !== 0 ? sizes : key(one) < key(other) ? -1 : 1;
}

/** "$1,234.50", and without cents where they say nothing. */
export function dollars(amount: number): string {
  const digits = Math.abs(amount) < 100 ? 2 : 0;
  const [whole = "", cents] = Math.abs(amount).toFixed(digits).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${amount < 0 ? "−" : ""}$${grouped}${cents === undefined ? "" : `.${cents}`}`;
}

function signed(amount: number): string {
  return amount > 0 ? `+${dollars(amount)}` : dollars(amount);
}
