// SPDX-License-Identifier: Apache-2.0
import type { CommentInput } from "./comment";
import { clipped, code, prose } from "./escape";
import { commentLimit, degrees, everything, type Limits } from "./limits";
import { problems } from "./problems";
import { costLine, costSection, stackSections, unchangedLine, type Frame } from "./sections";
import { failedStacks, isChanged, verdict } from "./verdict";

/**
 * One comment on a pull request, for a reader who has ten seconds: a verdict, what is wrong and what
 * to do, then what changes where. The same input gives the same text. It is never longer than the
 * limit: values, then rows, then whole tables are left out, with their number and where they are.
 *
 * @throws RangeError where even the shortest form, some 50,000 characters at worst, is too long
 */
export function renderComment(input: CommentInput, limit: number = commentLimit): string {
  for (const limits of degrees) {
    const text = rendered(input, limits);
    if (text.length <= limit) return text;
  }
  throw new RangeError(`no comment about ${clipped(input.title, 60)} fits in ${limit} characters`);
}

/** The same with nothing left out, for a file beside the comment. */
export function renderFullText(input: CommentInput): string {
  return rendered(input, everything);
}

function rendered(input: CommentInput, limits: Limits): string {
  const elsewhere = prose(clipped(input.fullText ?? "the full text", limits.text));
  const frame: Frame = { limits, elsewhere };
  const blocks = [
    `## ${verdict(input)}`,
    summaryLine(input, frame),
    ...orderLine(input, frame),
    ...problemSection(input, frame),
    ...pictureSection(input, frame),
    ...stackSections(input.stacks, frame),
    ...unchangedLine(endedStacks(input), frame),
    ...costSection(input.cost, frame),
  ];
  return `${blocks.join("\n\n")}\n`;
}

/** Stacks whose preview came to its end; of others it can't be said that they don't change. */
function endedStacks(input: CommentInput): CommentInput["stacks"] {
  const failed = new Set(failedStacks(input));
  return input.stacks.filter(({ stack }) => !failed.has(stack));
}

function summaryLine(input: CommentInput, { limits }: Frame): string {
  const { title, base, stacks, policies, gates } = input;
  const changed = stacks.filter(isChanged).length;
  const open = gates.filter(({ ok }) => ok).length;
  const parts = [
    `${changed} of ${stacks.length} stacks ${changed === 1 ? "changes" : "change"}`,
    ...(gates.length > 0 ? [`${open} of ${gates.length} gates open`] : []),
    ...(policies.undecided > 0
      ? [`${policies.undecided} policy judgements have to wait for the update`]
      : []),
    ...(policies.exceptions > 0 ? [`${policies.exceptions} policy exceptions in use`] : []),
  ];
  const name = prose(clipped(title, limits.text));
  return `${name}, compared with ${prose(clipped(base, limits.text))}: ${parts.join("; ")}.${costLine(input)}`;
}

function orderLine({ order = [] }: CommentInput, { limits }: Frame): string[] {
  const names = order.slice(0, limits.stacks).map((stack) => code(clipped(stack, limits.text)));
  return names.length === 0
    ? []
    : [
        `Both regions change. Bring them up in this order, and look before the next: ${names.join(", then ")}.`,
      ];
}

function problemSection(input: CommentInput, { limits, elsewhere }: Frame): string[] {
  const all = problems(input, limits);
  if (all.length === 0) return [];
  const shown = all.slice(0, limits.problems).map((entry) => `- ${entry()}`);
  const more = all.length - shown.length;
  const rest = more > 0 ? [`- … and ${more} more: see ${elsewhere}.`] : [];
  return ["### What is wrong, and what to do", [...shown, ...rest].join("\n")];
}

/** A picture is taken whole or not at all; it must not push out what is told in words. */
function pictureSection({ picture }: CommentInput, { limits, elsewhere }: Frame): string[] {
  if (picture === undefined) return [];
  return picture.length <= limits.picture ? [picture] : [`Picture: see ${elsewhere}.`];
}
