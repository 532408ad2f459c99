// SPDX-License-Identifier: Apache-2.0
import { join } from "node:path";

import { resourceLabel } from "../../policy/lib/message";
import { rules } from "../../policy/rules";
import { repository } from "../../sandbox/cli/session";
import type { Topology } from "../../stacks/topology";
import type { Compliance } from "../compliance/compliance";
import { changesOf } from "../diff/changes";
import type { GateResult, PreviewFailure } from "../diff/comment";
import type { StackPreview } from "../graph/sources";
import { gates } from "./gates";
import { readApprovals, readDeclared } from "./ledgers";

/**
 * What the gates say of previews, with the repository's approvals and its list of what may stay
 * undecided.
 *
 * @throws LedgerError when one of the two files can't be used
 */
export function gatesOf(
  previews: readonly StackPreview[],
  compliance: Pick<Compliance, "undecided">,
  topology: Pick<Topology, "activeRegion">,
): GateResult[] {
  const mandatory = new Set(rules.filter(({ level }) => level === "mandatory").map(({ id }) => id));
  return gates({
    changes: changesOf(previews),
    failures: failuresOf(previews),
    undecided: compliance.undecided.filter(({ rule }) => mandatory.has(rule)),
    declared: readDeclared(join(repository, "review", "undecided.yaml")),
    approvals: readApprovals(join(repository, "review", "approvals.yaml")),
    activeRegion: topology.activeRegion,
    today: new Date().toISOString().slice(0, 10),
  });
}

/** URNs as the engine's messages hold them; they end where names can't go on. */
const urnsInText = /urn:pulumi:[^\s"'`]+/g;

/** Stacks that the engine can't preview to the end, those with the same reason together. */
export function failuresOf(previews: readonly StackPreview[]): PreviewFailure[] {
  const reasons = [...new Set(previews.flatMap(({ failure }) => failure ?? []))];
  return reasons.map((message) => ({
    message: message
      .replace(urnsInText, (urn) => resourceLabel(urn))
      // The engine goes on to say how to take the protection off, which is not what to do here.
      .replace(/ To unprotect the resource, [\s\S]*$/, ""),
    stacks: previews.filter(({ failure }) => failure === message).map(({ stack }) => stack),
  }));
}
