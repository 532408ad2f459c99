// SPDX-License-Identifier: Apache-2.0
import { stackName, type Topology } from "../../stacks/topology";
import { runEngine } from "../engine/run";
import type { EngineWorkspace } from "../engine/workspace";
import { deleteUnreachable } from "../kubernetes/reachability";
import { heading } from "./heading";
import { UsageError } from "./stacks";

/** Tells the Kubernetes provider to take what it can't reach for gone. */
const forgetting = { [deleteUnreachable]: "true" };

/** `--unreachable <region>`, as often as wanted. */
export const unreachableOption = [
  "--unreachable <region>",
  "a region whose cluster's API is gone for good: forget what it held",
  (region: string, others: string[]): string[] => [...others, region],
  [] as string[],
] as const;

/**
 * The delivery stacks of regions whose cluster is gone.
 *
 * @throws UsageError for a region that the environment doesn't have
 */
export function unreachableStacks(topology: Topology, regions: readonly string[]): string[] {
  const known = topology.regions.map(({ name }) => name);
  return regions.map((region) => {
    if (known.includes(region)) return stackName(topology, { region, delivery: true });
    throw new UsageError(
      `${topology.environment} has no region "${region}"; it has: ${known.join(", ")}`,
    );
  });
}

/**
 * Drops from the state what a cluster held whose API is gone for good: a refresh that takes for gone
 * what it can't reach. Only a refresh does it for all: the deletion of a Helm release fails without
 * the API, whatever is set (https://github.com/pulumi/pulumi-kubernetes/issues/2675). Where the API
 * answers after all, nothing is forgotten.
 *
 * @returns the engine's exit code
 */
export async function forgetUnreachable(
  workspace: EngineWorkspace,
  stack: string,
): Promise<number> {
  heading(`${stack}: forget what its cluster held`);
  // A provider's plugin gets the variable from the engine; the stand-ins run in this process.
  Object.assign(process.env, forgetting);
  try {
    await workspace.prepareStack(stack);
    const args = { stack, operation: "refresh", flags: [], variables: forgetting } as const;
    return (await runEngine(workspace, args)).code;
  } finally {
    delete process.env[deleteUnreachable];
  }
}
