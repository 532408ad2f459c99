// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";

/** What to change about a child. */
export interface ChildChange {
  /** From the child's inputs to those that it has more or otherwise. */
  readonly inputs: (given: pulumi.Inputs) => pulumi.Inputs;
  /**
   * Whether Pulumi refuses to delete the child.
   * @default - as Pulumi has it: it doesn't
   */
  readonly protect?: boolean;
}

/**
 * A transform that gives the children of one type inputs which their component has no argument for.
 *
 * A component of another process (`@pulumi/eks`) makes its children itself, and this is the only
 * way to reach them. It changes nothing about children of other types.
 *
 * @see https://www.pulumi.com/docs/iac/concepts/resources/options/transforms/
 * @example
 * transforms: [childrenOfType("aws:eks/cluster:Cluster", {
 *   inputs: () => ({ zonalShiftConfig: { enabled: true } }),
 * })]
 */
export function childrenOfType(type: string, change: ChildChange): pulumi.ResourceTransform {
  return (child) => {
    if (child.type !== type) return undefined;
    return {
      props: { ...child.props, ...change.inputs(child.props) },
      opts: pulumi.mergeOptions(child.opts, change.protect ? { protect: true } : {}),
    };
  };
}
