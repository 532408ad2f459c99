// SPDX-License-Identifier: Apache-2.0
import { runCommand } from "./command";

export interface ExistingStack {
  readonly name: string;
  /** How many resources it holds, the stack itself included; 0 when it was taken down. */
  readonly resources: number;
}

/** Ten minutes: a remote state may be large and far away. */
const stateCommandTimeLimit = 600_000;

/**
 * Runs a command about the state and returns what it prints.
 *
 * @throws Error with the engine's own words when it fails
 */
export async function runStateCommand(
  engine: { readonly cli: string; readonly env: NodeJS.ProcessEnv },
  folder: string,
  args: readonly string[],
): Promise<string> {
  const { succeeded, stdout, stderr, failure } = await runCommand(
    engine.cli,
    [...args, "--non-interactive"],
    { cwd: folder, env: engine.env, timeLimit: stateCommandTimeLimit },
  );
  if (!succeeded) throw new Error(`pulumi ${args.join(" ")}: ${stderr.trim() || failure}`);
  return stdout;
}

/** The stacks that the state has, and how many resources each holds. */
export async function listStacks(engine: {
  stateCommand(args: readonly string[]): Promise<string>;
}): Promise<ExistingStack[]> {
  const listed = JSON.parse(await engine.stateCommand(["stack", "ls", "--json"])) as {
    name: string;
    resourceCount?: number;
  }[];
  return listed.map(({ name, resourceCount = 0 }) => ({
    name: name.slice(name.lastIndexOf("/") + 1),
    resources: resourceCount,
  }));
}
