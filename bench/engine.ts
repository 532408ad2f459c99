// SPDX-License-Identifier: Apache-2.0
import { engineArguments, type Operation } from "../sandbox/engine/run";
import type { Workspace } from "../sandbox/engine/workspace";
import type { Command } from "./measure";

/** How an engine command is run. */
export interface EngineCommandOptions {
  /** Folder of the Pulumi.yaml whose program runs. @default - the workspace's */
  readonly folder?: string;
  /** @default - none */
  readonly flags?: readonly string[];
  /** Folder of the policy pack that judges it. @default - none */
  readonly policyPack?: string | undefined;
}

/** An engine command on a stack, as a user types it. */
export function engineCommand(
  workspace: Workspace,
  operation: Operation,
  stack: string,
  { folder = workspace.root, flags = [], policyPack }: EngineCommandOptions = {},
): Command {
  return {
    name: `pulumi ${operation} of ${stack}`,
    file: workspace.cli,
    args: [
      ...engineArguments(workspace, { stack, operation, flags, policyPack }),
      "--non-interactive",
    ],
    cwd: folder,
    env: workspace.env,
  };
}
