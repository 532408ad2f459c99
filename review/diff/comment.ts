// SPDX-License-Identifier: Apache-2.0
import type { StackChanges } from "./changes";

/** A rule of the policy pack that a resource would break. */
export interface PolicyViolation {
  readonly rule: string;
  readonly urn: string;
  /** As the pack writes it: rule, resource, finding, requirement, fix, links. */
  readonly message: string;
  readonly level: "mandatory" | "advisory";
  /** `components/network/vpc.ts:139` */
  readonly file?: string;
}

export interface PolicyResults {
  readonly violations: readonly PolicyViolation[];
  /** Judgements that could not be made, because something is known only after the update. */
  readonly undecided: number;
  /** Findings for which the file of exceptions has an entry. */
  readonly exceptions: number;
}

/** Whether one of the gates lets the change through. */
export interface GateResult {
  readonly gate: string;
  readonly ok: boolean;
  /** What it found, as a sentence. */
  readonly text: string;
  /** What to do where it isn't ok, as a sentence. */
  readonly fix: string;
}

/** One kind of cost in one region, in US dollars a month. */
export interface CostChangeLine {
  readonly region: string;
  readonly part: string;
  readonly before: number;
  readonly after: number;
}

/** What the platform costs a month before and after, in US dollars; an estimate. */
export interface CostChange {
  readonly before: number;
  readonly after: number;
  /** What differs. */
  readonly lines: readonly CostChangeLine[];
}

/** Stacks that the engine can't preview to the end, all for one reason. */
export interface PreviewFailure {
  readonly stacks: readonly string[];
  /** The engine's words. */
  readonly message: string;
}

/** Everything that a comment tells. */
export interface CommentInput {
  /** What is changed: `production`. */
  readonly title: string;
  /** What it is compared with: `main (1a2b3c4)`. */
  readonly base: string;
  readonly stacks: readonly StackChanges[];
  /** @default - every preview came to its end */
  readonly failures?: readonly PreviewFailure[];
  readonly policies: PolicyResults;
  readonly gates: readonly GateResult[];
  /** Stacks of several regions that change, in the order to bring them up. @default - none */
  readonly order?: readonly string[];
  readonly cost: CostChange | undefined;
  /** Markdown of an image or a link, taken as it is. @default - no picture */
  readonly picture?: string;
  /** Where the whole text is, said where something is left out. @default "the full text" */
  readonly fullText?: string;
}
