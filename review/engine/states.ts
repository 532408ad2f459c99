// SPDX-License-Identifier: Apache-2.0
import { show } from "../../sandbox/cli/operations";
import type { Workspace } from "../../sandbox/engine/workspace";
import type { Topology } from "../../stacks/topology";
import { SourceError, stacksIn, type StackResources } from "../graph/sources";

/**
 * The stacks of an environment as they stand in the sandbox.
 *
 * @throws SourceError when there is none
 */
export async function stacksInSandbox(
  workspace: Workspace,
  topology: Topology,
): Promise<StackResources[]> {
  const args = { command: "export", topology, stack: undefined, flags: [] } as const;
  const content = JSON.parse(await show(workspace, args)) as object;
  if (Object.keys(content).length === 0) {
    throw new SourceError(
      `the sandbox has no stack of ${topology.environment}: bring it up first, ` +
        `npm run sandbox -- up --environment ${topology.environment}`,
    );
  }
  return stacksIn(content);
}
