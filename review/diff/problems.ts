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

/** What is wrong and what to do, the worst first: entries of a list. */
export function problems(input: CommentInput, limits: Limits): string[] {
  const replaced = input.stacks.flatMap((stack) => stack.replaced);
  const deleted = input.stacks.flatMap((stack) => stack.deleted);
  const violations = [...input.policies.violations].sort(inOrder);
  const byText = (level: PolicyViolation["level"]) =>
    groupedBy(
      violations.filter((violation) => violation.level === level),
      (violation) => `${violation.rule} ${textOf(violation)}`,
    ).map((same) => violationEntry(same, limits));
  return [
    ...(input.failures ?? []).map((failure) => failureEntry(failure, limits)),
    ...foldedIn(replaced.filter(isLoss)).map((fold) => replacementEntry(fold, limits)),
    ...foldedIn(deleted.filter(isLoss)).map((fold) => deletionEntry(fold, limits)),
    ...byText("mandatory"),
    ...input.gates.filter(({ ok }) => !ok).map((gate) => gateEntry(gate, limits)),
    ...byText("advisory"),
    ...foldedIn(replaced.filter((one) => !isLoss(one) && !isConsequence(one))).map((fold) =>
      replacementEntry(fold, limits),
    ),
    ...consequenceEntry(replaced.filter((one) => !isLoss(one) && isConsequence(one))),
  ];
}

/** Folded within each stack: what is done in two regions is two things. */
function foldedIn(changes: readonly ResourceChange[]): Fold[] {
  return groupedBy(changes, ({ urn }) => stackOf(urn)).flatMap(folded);
}

/** Whether it is replaced only because something that it refers to is. */
function isConsequence({ properties }: ResourceChange): boolean {
  const forcing = properties.filter(({ forcesReplacement }) => forcesReplacement);
  return forcing.length > 0 && forcing.every(({ after }) => after === knownLater);
}

function consequenceEntry(changes: readonly ResourceChange[]): string[] {
  if (changes.length === 0) return [];
  const what = changes.length === 1 ? "resource is" : "resources are";
  return [
    `⚠️ **Replaced with it**: ${changes.length} ${what} replaced since what they refer to is; the tables name them.`,
  ];
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
