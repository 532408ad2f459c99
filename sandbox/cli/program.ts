// SPDX-License-Identifier: Apache-2.0
import { Command } from "commander";

import type { Topology } from "../../stacks/topology";
import type { Operation } from "../engine/run";
import { cloudCommand } from "./cloud";
import { confirmTakeDown } from "./confirm";
import { operate, show } from "./operations";
import { withWorkspace } from "./session";
import { findEnvironment, selectStacks, UsageError } from "./stacks";
import { refuseToDestroyProtected, takeDown } from "./take-down";
import { unreachableOption, unreachableStacks } from "./unreachable";

/** What the user typed after `npm run sandbox --`. */
export interface Invocation {
  readonly command: Operation | "export" | "outputs";
  readonly environment: string;
  readonly stack: string | undefined;
  /** What is not ours: the engine's. */
  readonly flags: readonly string[];
  readonly takeDown: boolean;
  readonly confirm: string | undefined;
  /** Regions whose cluster's API is gone for good. */
  readonly unreachable: readonly string[];
  /** Whether previews and updates are judged by the policy pack. */
  readonly policies: boolean;
}

const descriptions: Readonly<Record<Invocation["command"], string>> = {
  up: "create or update",
  preview: "show what an update would do",
  refresh: "take what the cloud says into the state",
  destroy: "delete, in reverse order",
  import: "take what is in the cloud into the state: <stack> <type> <name> <id>",
  export: "print the engine's export of the state",
  outputs: "print the outputs as JSON",
};

const help = `
Without a stack a command goes over all of the environment, in order. A stack is named with or
without its environment: production-us-east-1 or us-east-1. Flags that are not listed go to the
Pulumi engine; put them after the stack:
  npm run sandbox -- preview us-east-1 --diff
  npm run sandbox -- preview --refresh --expect-no-changes
  npm run sandbox -- cloud list --place eu-west-1`;

/** The command line; what it understands goes to `run`. */
export function commandLine(run: (invocation: Invocation) => Promise<void>): Command {
  const program = new Command("npm run sandbox --")
    .description("Runs the platform on the real Pulumi engine, with no cloud account.")
    .addHelpText("after", help);
  for (const [name, description] of Object.entries(descriptions)) {
    const command = program
      .command(name)
      .description(description)
      .usage("[stack] [flags of the engine]")
      .argument("[stack and flags...]", "a stack, then flags for the engine")
      .option("--environment <name>", "the environment", "production")
      .allowUnknownOption();
    if (name === "up" || name === "preview") {
      command.option("--no-policies", "without the policy pack, which judges every one else");
    }
    if (name === "destroy") {
      command
        .option("--take-down", "also where the environment is protected, for good")
        .option("--confirm <environment>", "take it down without being asked")
        .option(...unreachableOption);
    }
    command.action((_: string[], options: Options) =>
      run({
        command: name as Invocation["command"],
        environment: options.environment,
        ...split(command.args),
        takeDown: options.takeDown ?? false,
        confirm: options.confirm,
        unreachable: options.unreachable ?? [],
        policies: options.policies ?? true,
      }),
    );
  }
  return program.addCommand(cloudCommand());
}

/** Carries a command out. @returns the exit code, the engine's where it ran */
export async function execute(
  environments: Readonly<Record<string, Topology>>,
  invocation: Invocation,
): Promise<number> {
  const { command, stack, flags } = invocation;
  const topology = findEnvironment(environments, invocation.environment);
  // A wrong name is told before anything is fetched or started.
  selectStacks(topology, stack);
  const unreachable = unreachableStacks(topology, invocation.unreachable);
  if (command === "import" && stack === undefined) {
    throw new UsageError(
      "import needs a stack: npm run sandbox -- import <stack> <type> <name> <id>",
    );
  }
  if (command === "export" || command === "outputs") {
    process.stdout.write(
      await withWorkspace(topology, (workspace) =>
        show(workspace, { command, topology, stack, flags }),
      ),
    );
    return 0;
  }
  const { policies } = invocation;
  const args = { operation: command, topology, stack, flags, unreachable, policies };
  if (command !== "destroy") {
    return withWorkspace(topology, (workspace) => operate(workspace, args));
  }
  if (!invocation.takeDown) {
    refuseToDestroyProtected(topology);
    return withWorkspace(topology, (workspace) => operate(workspace, args));
  }
  await confirmTakeDown(topology, invocation.confirm);
  return withWorkspace(topology, (workspace) =>
    takeDown(workspace, topology, { stacks: selectStacks(topology, stack), flags, unreachable }),
  );
}

interface Options {
  readonly environment: string;
  readonly takeDown?: boolean;
  readonly confirm?: string;
  readonly unreachable?: readonly string[];
  readonly policies?: boolean;
}

function split(args: readonly string[]): Pick<Invocation, "stack" | "flags"> {
  const [first, ...rest] = args;
  return first === undefined || first.startsWith("-")
    ? { stack: undefined, flags: args }
    : { stack: first, flags: rest };
}
