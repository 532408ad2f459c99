// SPDX-License-Identifier: Apache-2.0
import { resourceLabel } from "../../policy/lib/message";
import type { ResourceChange, StackChanges } from "../diff/changes";
import type { GateResult, PreviewFailure } from "../diff/comment";
import type { PolicyFinding } from "../engine/analyze";
import { isApproved, isDeclared, type Approval, type Declared } from "./ledgers";
import { carriesPayments } from "./payment-path";

export interface GateArgs {
  readonly changes: readonly StackChanges[];
  readonly failures: readonly PreviewFailure[];
  /** What rules that stop an update could not decide. */
  readonly undecided: readonly PolicyFinding[];
  readonly declared: readonly Declared[];
  readonly approvals: readonly Approval[];
  /** The region that takes payments; it is changed last. */
  readonly activeRegion: string;
  /** The day, as 2027-01-31. */
  readonly today: string;
}

/** The gate that stands before the others: they see what a preview came to. */
export const previewGate = "every-preview-ends";

/** What policies can't see: what an update would do, not what would be. In a fixed order. */
export function gates(args: GateArgs): GateResult[] {
  return [everyPreviewEnds(args), oneRegion(args), nothingLost(args), allDecided(args)];
}

function everyPreviewEnds({ failures }: GateArgs): GateResult {
  const gate = previewGate;
  const text = failures.map(({ stacks, message }) => `${stacks.join(", ")}: ${message}`).join("; ");
  return failures.length === 0
    ? passed(gate, "Every stack can be previewed to its end.")
    : {
        gate,
        ok: false,
        text,
        fix: "Mend what the engine refuses: the rest of the change can't be seen.",
      };
}

/** What exists is at risk; what is new in two regions at once isn't in use yet. */
function oneRegion(args: GateArgs): GateResult {
  const gate = "one-region-at-a-time";
  const found = args.changes.flatMap((stack) => {
    const touched = [...stack.updated, ...stack.replaced, ...stack.deleted].filter(
      (change) => carriesPayments(change.type) && !isOpened(gate, change, args),
    );
    const regions = [...new Set(touched.flatMap(({ region }) => region ?? []))].sort();
    return regions.length > 1 ? [`${stack.stack} changes ${regions.join(" and ")}`] : [];
  });
  if (found.length > 0) {
    return {
      gate,
      ok: false,
      text: `One update would touch what carries payments in several regions: ${found.join("; ")}.`,
      fix: "Split the change, so that one region works on while the other is changed, or have it approved by name in approvals.yaml.",
    };
  }
  const order = rolloutOrder(args.changes, args.activeRegion);
  return passed(
    gate,
    order.length > 1
      ? `Both regions change, each by a stack of its own. Bring them up in this order, and look at each before the next: ${order.join(", then ")}.`
      : "No update touches what carries payments in two regions.",
  );
}

function nothingLost(args: GateArgs): GateResult {
  const gate = "nothing-stateful-is-lost";
  const found = args.changes
    .flatMap((stack) => [...stack.replaced, ...stack.deleted])
    .filter((change) => change.loss !== undefined && !isOpened(gate, change, args));
  return found.length === 0
    ? passed(gate, "Nothing that holds data is replaced or deleted.")
    : {
        gate,
        ok: false,
        text: `Replaced or deleted, with what they hold: ${found.map(({ urn }) => resourceLabel(urn)).join(", ")}.`,
        fix: "Leave them as they are, or have each approved by name in approvals.yaml: gate, stack, resource, approver, reason, expires.",
      };
}

function allDecided({ undecided, declared }: GateArgs): GateResult {
  const gate = "mandatory-rules-are-decided";
  const found = undecided.filter((finding) => !isDeclared(finding, declared));
  return found.length === 0
    ? passed(
        gate,
        "Every mandatory rule could be decided, or is on the list of those that can't be.",
      )
    : {
        gate,
        ok: false,
        text: found.map(({ message }) => message).join("; "),
        fix: "Give the property a value that is known at preview, or declare it in undecided.yaml with the reason.",
      };
}

/**
 * Stacks of regions that change, the active region's last: what is wrong with a change shows where
 * no payment is taken.
 */
export function rolloutOrder(changes: readonly StackChanges[], activeRegion: string): string[] {
  const changed = changes
    .filter(
      (stack) =>
        stack.created.length + stack.updated.length + stack.replaced.length + stack.deleted.length >
        0,
    )
    .map(({ stack }) => stack);
  const regional = changed.filter((stack) => /-[a-z]{2}(-[a-z]+)+-\d(-delivery)?$/.test(stack));
  const isActive = (stack: string) => stack.includes(`-${activeRegion}`);
  const standby = regional.filter((stack) => !isActive(stack));
  return standby.length === 0 || standby.length === regional.length
    ? []
    : [...standby, ...regional.filter(isActive)];
}

function isOpened(
  gate: Approval["gate"],
  { urn }: ResourceChange,
  { approvals, today }: GateArgs,
): boolean {
  return isApproved({ gate, urn }, approvals, today);
}

function passed(gate: string, text: string): GateResult {
  return { gate, ok: true, text, fix: "" };
}
