// SPDX-License-Identifier: Apache-2.0
import type { ResourceChange, StackChanges } from "./changes";
import type { CommentInput } from "./comment";

/** The first line: what a reader has to know who reads no other. */
export function verdict(input: CommentInput): string {
  const replaced = input.stacks.flatMap((stack) => stack.replaced);
  const deleted = input.stacks.flatMap((stack) => stack.deleted);
  const broken = rulesBroken(input, "mandatory");
  const closed = input.gates.filter(({ ok }) => !ok).length;
  const failed = failedStacks(input).length;
  const parts = [
    ...counted(failed, "stack can't be previewed"),
    ...counted(replaced.filter(isLoss).length, "stateful resource would be replaced"),
    ...counted(deleted.filter(isLoss).length, "stateful resource would be deleted"),
    ...counted(broken, "policy is broken"),
    ...counted(closed, "gate is closed"),
    ...counted(
      replaced.filter((change) => !isLoss(change)).length,
      `${replaced.some(isLoss) ? "other " : ""}resource would be replaced`,
    ),
    ...counted(
      deleted.filter((change) => !isLoss(change)).length,
      `${deleted.some(isLoss) ? "other " : ""}resource would be deleted`,
    ),
    ...counted(rulesBroken(input, "advisory"), "policy advises against it"),
  ];
  if (parts.length === 0) return `✅ ${calm(input)}`;
  const isLost = [...replaced, ...deleted].some(isLoss);
  // With gates that are open, somebody has approved what is lost.
  const stops = failed > 0 || broken > 0 || closed > 0 || (isLost && input.gates.length === 0);
  return `${stops ? "⛔" : "⚠️"} ${listed(parts)}`;
}

/** Stacks of which only a part is known, or nothing. */
export function failedStacks({ failures = [] }: CommentInput): string[] {
  return failures.flatMap(({ stacks }) => stacks);
}

/** "a, b and c" */
export function listed(parts: readonly string[]): string {
  return parts.length < 2
    ? parts.join("")
    : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;
}

/** What a stack's changes come to: "1 replaced, 2 updated". */
export function summaryOf({ replaced, deleted, updated, created }: StackChanges): string {
  const counts = { replaced, deleted, updated, created };
  return Object.entries(counts)
    .filter(([, changes]) => changes.length > 0)
    .map(([word, changes]) => `${changes.length} ${word}`)
    .join(", ");
}

/** Whether anything at all would change in a stack. */
export function isChanged(stack: StackChanges): boolean {
  return summaryOf(stack) !== "";
}

function calm({ stacks, policies }: CommentInput): string {
  const updated = stacks.flatMap((stack) => stack.updated);
  const created = stacks.flatMap((stack) => stack.created);
  if (updated.length + created.length === 0) {
    return stacks.length === 1 ? "No change" : `No change in any of ${stacks.length} stacks`;
  }
  const work = [
    ...(created.length > 0 ? [`${created.length} new`] : []),
    ...(updated.length > 0 ? [`${updated.length} ${plural(updated.length, "update")}`] : []),
  ];
  const undecided = policies.undecided > 0 ? ", as far as a preview can tell" : "";
  return `${listed(work)}${where([...updated, ...created])}, nothing replaced or deleted, no policy broken${undecided}`;
}

function where(changes: readonly ResourceChange[]): string {
  const regions = [...new Set(changes.flatMap(({ region }) => region ?? []))].sort();
  return regions.length === 0 || regions.length > 3 ? "" : ` in ${listed(regions)}`;
}

function rulesBroken({ policies }: CommentInput, level: "mandatory" | "advisory"): number {
  const of = policies.violations.filter((violation) => violation.level === level);
  return new Set(of.map(({ rule }) => rule)).size;
}

function isLoss({ loss }: ResourceChange): boolean {
  return loss !== undefined;
}

const plurals: Readonly<Record<string, string>> = {
  "preview stopped": "previews stopped",
  "policy is broken": "policies are broken",
  "policy advises against it": "policies advise against it",
  "gate is closed": "gates are closed",
  "stack can't be previewed": "stacks can't be previewed",
};

function counted(count: number, what: string): string[] {
  if (count === 0) return [];
  const many = plurals[what] ?? what.replace("resource", "resources");
  return [`${count} ${count === 1 ? what : many}`];
}

function plural(count: number, word: string): string {
  return count === 1 ? word : `${word}s`;
}
