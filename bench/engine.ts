// SPDX-License-Identifier: Apache-2.0
import { engineArguments, type Operation } from "../sandbox/engine/run";
import type { Workspace } from "../sandbox/engine/workspace";
import type { Command } from "./measure";

/**
 * An engine command on a stack, as a user types it.
 *
 * @param folder of the Pulumi.yaml whose program runs
 */
export function engineCommand(
  workspace: Workspace,
  operation: Operation,
  stack: string,
  { folder = workspace.root, flags = [] as readonly string[] } = {},
): Command {
  return {
    name: `pulumi ${operation} of ${stack}`,
    file: workspace.cli,
    args: [...engineArguments(workspace, { stack, operation, flags }), "--non-interactive"],
    cwd: folder,
    env: workspace.env,
  };
}
