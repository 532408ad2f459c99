// SPDX-License-Identifier: Apache-2.0
import { withWorkspace } from "../../sandbox/cli/session";
import type { Topology } from "../../stacks/topology";
import { readStacks, type StackResources } from "../graph/sources";
import { stacksInSandbox } from "./states";

/**
 * The stacks of an environment: in a file or folder of exports or previews, or, without one, as
 * they stand in the sandbox.
 *
 * @throws SourceError when there is none
 */
export async function stacksOfEnvironment(
  topology: Topology,
  from: string | undefined,
): Promise<StackResources[]> {
  return from === undefined
    ? withWorkspace(topology, (workspace) => stacksInSandbox(workspace, topology))
    : readStacks(from);
}
