// SPDX-License-Identifier: Apache-2.0
import type { Finding } from "./judge";
import type { Rule } from "./rule";

/** Where the rules are described, from the repository's root. */
export const documentation = "docs/policies.md";

/** Begins the message of a rule that could not be judged, for those who read it by program. */
export const undecidedMark = "undecided";

/** The rule's own place in the documentation. */
export function linkOf(rule: Rule): string {
  return `${documentation}#${rule.id}`;
}

/** Type, name and stack of a resource; several stacks may have one of the same type and name. */
export function resourceLabel(urn: string): string {
  const [stack = "", , types = "", ...name] = urn.split("::");
  const type = types.split("$").at(-1) ?? "";
  return `${type} ${name.join("::")} of ${stack.replace("urn:pulumi:", "")}`;
}

/** Rule id, resource, finding, fix and links: what a person needs who sees nothing else. */
export function messageOf({ rule, kind, urn, text }: Finding): string {
  const [source] = rule.sources;
  return kind === "violation"
    ? `${rule.id}: ${resourceLabel(urn)}: ${text}. ${rule.requirement} Fix: ${rule.fix} See ${linkOf(rule)} and ${source}`
    : `${undecidedMark} ${rule.id}: ${resourceLabel(urn)}: ${text}, so that it can't be said whether it keeps this: ${rule.requirement} See ${linkOf(rule)}`;
}
