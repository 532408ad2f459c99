// SPDX-License-Identifier: Apache-2.0
import type { Issue } from "../components/shared/issues";
import { topologySchema, type Topology } from "./topology";
import { topologyRules } from "./topology-rules";
import type { Rule } from "./topology-rules/rule";
import { malformedPaths, structuralIssues } from "./topology-rules/structure";

/** A topology that holds every rule, or everything that is wrong with the candidate. */
export type ParsedTopology =
  | { readonly ok: true; readonly topology: Topology }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** Everything that is wrong with a candidate, all at once; empty where it is a good topology. */
export function validateTopology(candidate: unknown): Issue[] {
  const parsed = parseTopology(candidate);
  return parsed.ok ? [] : [...parsed.issues];
}

/**
 * Checks a candidate: first its structure, by the schema, then each rule whose values are well
 * formed. A mistake in one place therefore does not hide those in others.
 */
export function parseTopology(candidate: unknown): ParsedTopology {
  const parsed = topologySchema.safeParse(candidate);
  const findings = parsed.error?.issues ?? [];
  const malformed = malformedPaths(findings);
  // A rule reads only values that it declares, and runs only where all of those passed the schema.
  const topology = candidate as Topology;
  const issues = [
    ...structuralIssues(findings, candidate),
    ...topologyRules
      .filter((rule) => isReadable(rule, malformed))
      .flatMap((rule) => rule.check(topology)),
  ];
  return parsed.success && issues.length === 0
    ? { ok: true, topology: parsed.data }
    : { ok: false, issues };
}

/** Whether everything that the rule reads, with all that lies around and inside it, is well formed. */
function isReadable(rule: Rule, malformed: readonly string[]): boolean {
  return rule.reads.every((read) => malformed.every((path) => !touches(path, read)));
}

function touches(malformed: string, read: string): boolean {
  return malformed === "topology" || isWithin(read, malformed) || isWithin(malformed, read);
}

/** Whether `inner` is `outer` or a part of it: `regions[].cidr` lies within `regions`. */
function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
}
