// SPDX-License-Identifier: Apache-2.0
import type { Topology } from "../../stacks/topology";
import { readyPolicyPack } from "../engine/policy-pack";
import { runEngine, type Operation } from "../engine/run";
import type { Workspace } from "../engine/workspace";
import { heading } from "./heading";
import { tellOrphans } from "./orphans";
import { selectStacks } from "./stacks";
import { destroyInOrder } from "./take-down";

export interface OperationArgs {
  readonly operation: Operation;
  readonly topology: Topology;
  /** The stack as the user named it; without it, all of the environment. */
  readonly stack: string | undefined;
  /** Flags for the engine. */
  readonly flags: readonly string[];
  /** Delivery stacks whose cluster's API is gone for good. */
  readonly unreachable: readonly string[];
  /** Whether previews and updates are judged by the policy pack. */
  readonly policies: boolean;
}

/**
 * Runs an engine command on one stack or on all, in order. It stops at the first failure, except
 * that a preview goes on: it changes nothing, and what the other stacks would do is wanted.
 *
 * @returns the first exit code that is not 0
 */
export async function operate(workspace: Workspace, args: OperationArgs): Promise<number> {
  const { operation, topology, flags, unreachable } = args;
  const stacks = selectStacks(topology, args.stack);
  if (operation === "destroy") {
    return destroyInOrder(workspace, topology, { stacks, flags, unreachable });
  }
  const policyPack = args.policies ? readyPolicyPack(workspace.root) : undefined;
  let result = 0;
  for (const stack of stacks) {
    if (stacks.length > 1) heading(stack);
    await workspace.prepareStack(stack);
    const { code } = await runEngine(workspace, { stack, operation, flags, policyPack });
    result = result === 0 ? code : result;
    if (code !== 0 && operation !== "preview") {
      tellOrphans(workspace, topology.environment, stack);
      break;
    }
  }
  return result;
}

/** The state or outputs of one stack as the engine prints them; of several, by stack. */
export async function show(
  workspace: Workspace,
  args: Omit<OperationArgs, "operation" | "unreachable" | "policies"> & {
    readonly command: "export" | "outputs";
  },
): Promise<string> {
  const { command, topology, stack, flags } = args;
  const engineCommand = command === "export" ? ["export"] : ["output", "--json"];
  const read = (name: string) =>
    workspace.stateCommand([
      "stack",
      ...engineCommand,
      ...["--stack", workspace.qualified(name)],
      ...flags,
    ]);
  const selected = selectStacks(topology, stack);
  if (stack !== undefined) return read(selected[0] ?? stack);
  const all: Record<string, unknown> = {};
  const existing = await workspace.existingStacks();
  for (const { name } of existing.filter((entry) => selected.includes(entry.name))) {
    all[name] = JSON.parse(await read(name));
  }
  return `${JSON.stringify(all, null, 2)}\n`;
}
