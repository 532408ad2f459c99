// SPDX-License-Identifier: Apache-2.0
import type { StackPreview } from "../../review/graph/sources";
import type { ExportedResource, PreviewStep } from "../../review/graph/exported";

type Plain = Readonly<Record<string, unknown>>;

/** What a hand-made step says beyond operation, type and name. */
export interface StepParts extends Pick<
  PreviewStep,
  "detailedDiff" | "replaceReasons" | "diffReasons"
> {
  readonly old?: Plain;
  readonly new?: Plain;
  readonly outputs?: Plain;
  readonly custom?: boolean;
  /** `components/network/vpc.ts#139` */
  readonly at?: string;
  /** Lines that led there, the nearest first. */
  readonly from?: readonly string[];
}

/** URN of a resource of a stack of `payments`. */
export function urnOf(stack: string, type: string, name: string): string {
  return `urn:pulumi:${stack}::payments::${type}::${name}`;
}

/** A step of a preview as the engine prints it, the state before and after as the operation has it. */
export function previewStep(
  stack: string,
  op: string,
  type: string,
  name: string,
  parts: StepParts = {},
): PreviewStep {
  const { old = {}, new: fresh = {}, outputs, custom = true, at, from, ...rest } = parts;
  const urn = urnOf(stack, type, name);
  const state = (inputs: Plain): ExportedResource => ({
    urn,
    type,
    custom,
    inputs,
    ...(at !== undefined && { sourcePosition: `project:///${at},1` }),
    ...(from && { stackTrace: from.map((line) => ({ sourcePosition: `project:///${line},1` })) }),
  });
  const hasOld = !["create", "import"].includes(op);
  const hasNew = !["delete", "delete-replaced"].includes(op);
  return {
    op,
    urn,
    ...(hasOld && { oldState: { ...state(old), ...(outputs && { outputs }) } }),
    ...(hasNew && { newState: state(fresh) }),
    ...rest,
  };
}

/** A stack's preview of some steps. */
export function stackPreview(stack: string, ...steps: readonly PreviewStep[]): StackPreview {
  return { stack, preview: { steps } };
}
