// SPDX-License-Identifier: Apache-2.0
import { resourceLabel } from "../../policy/lib/message";
import { nameOf, stackOf } from "../graph/exported";
import { placeCell, propertyCell, resourceCell, shortType } from "./cells";
import type { ResourceChange } from "./changes";
import type { CommentInput, GateResult, PolicyViolation, PreviewFailure } from "./comment";
import { clipped, code, prose } from "./escape";
import { folded, groupedBy, type Fold } from "./fold";
import type { Limits } from "./limits";
import { knownLater } from "./masked";

/** What is wrong and what to do, the worst first: entries of a list, each written when it is shown. */
export function problems(input: CommentInput, limits: Limits): (() => string)[] {
  const replaced = input.stacks.flatMap((stack) => stack.replaced);
  const deleted = input.stacks.flatMap((stack) => stack.deleted);
  const violations = [...input.policies.violations].sort(inOrder);
  const byText = (level: PolicyViolation["level"]) =>
    groupedBy(
      violations.filter((violation) => violation.level === level),
      (violation) => `${violation.rule} ${textOf(violation)}`,
    ).map((same) => () => violationEntry(same, limits));
  return [
    ...(input.failures ?? []).map((failure) => () => failureEntry(failure, limits)),
    ...foldedIn(replaced.filter(isLoss))
      .sort((one, other) => rankOf(one) - rankOf(other))
      .map((fold) => () => replacementEntry(fold, limits)),
    ...foldedIn(deleted.filter(isLoss)).map((fold) => () => deletionEntry(fold, limits)),
    ...byText("mandatory"),
    ...input.gates.filter(({ ok }) => !ok).map((gate) => () => gateEntry(gate, limits)),
    ...byText("advisory"),
    ...groupedBy(
      replaced.filter((one) => !isLoss(one)),
      ({ urn }) => stackOf(urn),
    ).map((same) => () => statelessEntry(same, limits)),
  ];
}

/** Folded within each stack: what is done in two regions is two things. */
function foldedIn(changes: readonly ResourceChange[]): Fold[] {
  return groupedBy(changes, ({ urn }) => stackOf(urn)).flatMap(folded);
}

/** What the change itself forces comes before what it entails. */
function rankOf({ one }: Fold): number {
  const forcing = one.properties.filter(({ forcesReplacement }) => forcesReplacement);
  return forcing.some(({ after }) => after !== knownLater) ? 0 : 1;
}

/** What is replaced and can be made again: one by name, more by type, since the table has them. */
function statelessEntry(changes: readonly ResourceChange[], limits: Limits): string {
  const folds = folded(changes);
  const [first] = folds;
  if (first === undefined || folds.length === 1) {
    return first === undefined ? "" : replacementEntry(first, limits);
  }
  const types = groupedBy(changes, ({ type }) => type).map(
    (same) => `${code(clipped(shortType(same[0]?.type ?? ""), limits.text))} ×${same.length}`,
  );
  const shown = types.slice(0, 2 * limits.names);
  const more = types.length - shown.length;
  return `⚠️ **Replaced**: ${changes.length} resources of ${code(clipped(stackOf(first.one.urn), limits.text))} that hold nothing: ${shown.join(", ")}${more > 0 ? ` and ${more} more types` : ""}. The table below has them.`;
}

function replacementEntry(fold: Fold, limits: Limits): string {
  const { one } = fold;
  const forcing = one.properties.filter(({ forcesReplacement }) => forcesReplacement);
  const because =
    forcing.length > 0
      ? `, forced by ${propertyCell(forcing, limits, "; ").replaceAll(" ❗", "")}`
      : "";
  const head = one.loss === undefined ? "⚠️ **Replaced**" : "⛔ **Replaced, and stateful**";
  const loss = one.loss === undefined ? "" : `. Lost with it: ${one.loss}`;
  const what =
    one.loss === undefined
      ? ""
      : `\n  **Do:** leave ${forcing.length > 0 ? "what forces it" : "it"} as it is, or make a new resource beside the old one, move, and have the replacement approved by name.`;
  return `${head}: ${resourceCell(fold, limits)} of ${code(clipped(stackOf(one.urn), limits.text))}${because}${loss}.${at(one, limits)}${what}`;
}

function deletionEntry(fold: Fold, limits: Limits): string {
  const { one } = fold;
  return `⛔ **Deleted, and stateful**: ${resourceCell(fold, limits)} of ${code(clipped(stackOf(one.urn), limits.text))}. Lost with it: ${one.loss ?? "nothing"}.${at(one, limits)}\n  **Do:** keep it in the program, or have the deletion approved by name.`;
}

function failureEntry({ stacks, message }: PreviewFailure, limits: Limits): string {
  const names = stacks.slice(0, limits.names).map((stack) => code(clipped(stack, limits.text)));
  const more = stacks.length > names.length ? ` and ${stacks.length - names.length} more` : "";
  return `⛔ **Can't be previewed**: ${names.join(", ")}${more}. The engine says: ${prose(clipped(message, limits.sentence))}\n  **Do:** mend that first; what else would change is seen only then.`;
}

function at(change: ResourceChange, limits: Limits): string {
  const place = placeCell(change, limits);
  return place === "" ? "" : ` At ${place}.`;
}

function gateEntry({ gate, text, fix }: GateResult, limits: Limits): string {
  const what = fix === "" ? "" : `\n  **Do:** ${prose(clipped(fix, limits.sentence))}`;
  return `⛔ **Gate** ${code(clipped(gate, limits.text))}: ${prose(clipped(text, limits.sentence))}${what}`;
}

function violationEntry(same: readonly PolicyViolation[], limits: Limits): string {
  const [one] = same;
  if (one === undefined) return "";
  const [finding = "", ...fix] = textOf(one).split(" Fix: ");
  const resources = same.slice(0, limits.names).map(({ urn, file }) => {
    const type = code(clipped(shortType(typeOf(urn)), limits.text));
    const name = code(clipped(nameOf(urn), limits.text));
    const stack = code(clipped(stackOf(urn), limits.text));
    return `${type} ${name} of ${stack}${file === undefined ? "" : ` at ${code(clipped(file, limits.text))}`}`;
  });
  const more = same.length - resources.length;
  const rest = more > 0 ? ` and ${more} more` : "";
  const times = same.length > 1 ? ` ×${same.length}` : "";
  const mark = one.level === "mandatory" ? "⛔ **Policy**" : "⚠️ **Policy (advice)**";
  const what =
    fix.length === 0 ? "" : `\n  **Do:** ${prose(clipped(fix.join(" "), limits.sentence))}`;
  return `${mark} ${code(clipped(one.rule, limits.text))}${times}: ${prose(clipped(finding, limits.sentence))} ${resources.join(", ")}${rest}${what}`;
}

/** What the message says besides rule and resource, which have places of their own. */
function textOf({ rule, urn, message }: PolicyViolation): string {
  return [`${rule}: `, `${resourceLabel(urn)}: `].reduce(
    (text, start) => (text.startsWith(start) ? text.slice(start.length) : text),
    message,
  );
}

function typeOf(urn: string): string {
  return (urn.split("::")[2] ?? "").split("$").at(-1) ?? "";
}

function isLoss({ loss }: ResourceChange): boolean {
  return loss !== undefined;
}

function inOrder(one: PolicyViolation, other: PolicyViolation): number {
  const key = ({ rule, urn, message }: PolicyViolation) => `${rule}\n${urn}\n${message}`;
  return key(one) < key(other) ? -1 : 1;
}
