// SPDX-License-Identifier: Apache-2.0
import type { Topology } from "../../stacks/topology";
import { runEngine, type Operation } from "../engine/run";
import type { Workspace } from "../engine/workspace";
import { selectStacks, UsageError } from "./stacks";

export interface OperationArgs {
  readonly operation: Operation;
  readonly topology: Topology;
  /** The stack as the user named it; without it, all of the environment. */
  readonly stack: string | undefined;
  /** Flags for the engine. */
  readonly flags: readonly string[];
}

/** The config value that makes the program leave every protection out; see docs of take-down. */
export const takeDownConfig = { "payments:takeDown": "true" };

/**
 * Runs an engine command on one stack or on all, in order. It stops at the first failure, except
 * that a preview goes on: it changes nothing, and what the other stacks would do is wanted.
 *
 * @returns the first exit code that is not 0
 */
export async function operate(workspace: Workspace, args: OperationArgs): Promise<number> {
  const { operation, topology, flags } = args;
  const selected = selectStacks(topology, args.stack);
  const stacks = operation === "destroy" ? await deployed(workspace, selected) : selected;
  let result = 0;
  for (const stack of stacks) {
    if (stacks.length > 1) heading(stack);
    await workspace.prepareStack(stack);
    const { code } = await runEngine(workspace, { stack, operation, flags });
    result = result === 0 ? code : result;
    if (code !== 0 && operation !== "preview") break;
  }
  return result;
}

/** @throws UsageError when the environment's protection is in the way */
export function refuseToDestroyProtected({ environment, protect }: Topology): void {
  if (!protect) return;
  throw new UsageError(
    `${environment} is protected; to take it down for good: ` +
      `npm run sandbox -- destroy --environment ${environment} --take-down`,
  );
}

/**
 * Takes stacks down for good: an update that leaves every protection out, in Pulumi and in AWS,
 * then `pulumi state unprotect` for what the program no longer describes, then the destruction in
 * reverse order. The protection is off for this run only: the next update sets it again.
 */
export async function takeDown(workspace: Workspace, args: OperationArgs): Promise<number> {
  const reversed = await deployed(workspace, selectStacks(args.topology, args.stack));
  for (const stack of reversed.toReversed()) {
    heading(`${stack}: protection off`);
    await workspace.prepareStack(stack, takeDownConfig);
    const { code } = await runEngine(workspace, { stack, operation: "up", flags: [] });
    if (code !== 0) return code;
    await workspace.stateCommand(
      ["state", "unprotect", "--all", "--yes"].concat("--stack", workspace.qualified(stack)),
    );
  }
  for (const stack of reversed) {
    heading(`${stack}: destroy`);
    const { code } = await runEngine(workspace, {
      stack,
      operation: "destroy",
      flags: args.flags,
    });
    if (code !== 0) return code;
  }
  return 0;
}

/** The state or outputs of one stack as the engine prints them; of several, by stack. */
export async function show(
  workspace: Workspace,
  args: Omit<OperationArgs, "operation"> & { readonly command: "export" | "outputs" },
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

/** Those of the stacks that hold anything, the last one to come up first. */
async function deployed(workspace: Workspace, stacks: readonly string[]): Promise<string[]> {
  const existing = await workspace.existingStacks();
  const holding = existing.filter(({ resources }) => resources > 0).map(({ name }) => name);
  return stacks.filter((stack) => holding.includes(stack)).reverse();
}

/** On stderr, so that what the engine prints with --json stays JSON. */
function heading(text: string): void {
  process.stderr.write(`\n# ${text}\n`);
}
