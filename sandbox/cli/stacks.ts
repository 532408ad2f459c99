// SPDX-License-Identifier: Apache-2.0
import { scopesOf, stackName, type Topology } from "../../stacks/topology";

/** A wrong argument; the message is all that the user needs. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The topology of an environment. */
export function findEnvironment(
  environments: Readonly<Record<string, Topology>>,
  name: string,
): Topology {
  const topology = environments[name];
  if (topology === undefined) {
    const known = Object.keys(environments).join(", ");
    throw new UsageError(`there is no environment "${name}"; there are: ${known}`);
  }
  return topology;
}

/** Names of an environment's stacks, in the order in which they come up. */
export function stacksOf(topology: Topology): string[] {
  return scopesOf(topology).map((scope) => stackName(topology, scope));
}

/** The stacks that an argument names: one, by its whole name or less the environment's, or all. */
export function selectStacks(topology: Topology, argument: string | undefined): string[] {
  const stacks = stacksOf(topology);
  if (argument === undefined) return stacks;
  const found = stacks.find((stack) =>
    [stack, stack.slice(topology.environment.length + 1)].includes(argument),
  );
  if (found === undefined) {
    throw new UsageError(
      `${topology.environment} has no stack "${argument}"; it has: ${stacks.join(", ")}`,
    );
  }
  return [found];
}
