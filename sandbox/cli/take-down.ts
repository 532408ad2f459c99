// SPDX-License-Identifier: Apache-2.0
import {
  databaseSourceRegion,
  regionOf,
  scopeName,
  scopesOf,
  stackName,
  type Topology,
} from "../../stacks/topology";
import { runEngine } from "../engine/run";
import type { EngineWorkspace } from "../engine/workspace";
import { isRecord, list, text } from "../provider/values";
import { heading } from "./heading";
import { UsageError } from "./stacks";
import { forgetUnreachable } from "./unreachable";

/** The config value that makes the program leave every protection out; see docs of take-down. */
const protectionOff = { "payments:takeDown": "true" };

/** What is to be destroyed, and how. */
export interface Destruction {
  readonly stacks: readonly string[];
  /** Flags for the engine. */
  readonly flags: readonly string[];
  /** Delivery stacks whose cluster's API is gone for good. */
  readonly unreachable: readonly string[];
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
 * an order that AWS allows. The protection is off for this run only: the next update sets it again.
 *
 * @returns the first exit code that is not 0
 */
export async function takeDown(
  workspace: EngineWorkspace,
  topology: Topology,
  destruction: Destruction,
): Promise<number> {
  const { stacks, unreachable } = destruction;
  for (const stack of await deployed(workspace, stacks)) {
    // Nothing in it is protected, and it can't be updated.
    if (unreachable.includes(stack)) continue;
    heading(`${stack}: protection off`);
    await workspace.prepareStack(stack, protectionOff);
    const { code } = await runEngine(workspace, { stack, operation: "up", flags: [] });
    if (code !== 0) return code;
    const unprotect = ["state", "unprotect", "--all", "--yes"];
    await workspace.stateCommand([...unprotect, "--stack", workspace.qualified(stack)]);
  }
  return destroyInOrder(workspace, topology, destruction);
}

/**
 * Destroys stacks: the last one to come up first, except that the region whose database writes
 * comes after the other regions, since AWS keeps a writer as long as it has readers elsewhere.
 *
 * @returns the first exit code that is not 0
 */
export async function destroyInOrder(
  workspace: EngineWorkspace,
  topology: Topology,
  { stacks, flags, unreachable }: Destruction,
): Promise<number> {
  const standing = await deployed(workspace, stacks);
  const writer = await writerRegion(workspace, topology, standing);
  for (const stack of destructionOrder(topology, standing, writer)) {
    if (unreachable.includes(stack)) {
      const code = await forgetUnreachable(workspace, stack);
      if (code !== 0) return code;
    }
    heading(`${stack}: destroy`);
    await workspace.prepareStack(stack);
    const { code } = await runEngine(workspace, { stack, operation: "destroy", flags });
    if (code !== 0) return code;
  }
  return 0;
}

/** The stacks, ordered for destruction, with the writer's region after every other region. */
export function destructionOrder(
  topology: Topology,
  stacks: readonly string[],
  writer: string,
): string[] {
  const last = stackName(topology, { region: writer, delivery: false });
  const order = scopesOf(topology)
    .map((scope) => stackName(topology, scope))
    .reverse();
  const base = stackName(topology, "base");
  const others = order.filter((stack) => stack !== last && stack !== base);
  return [...others, last, base].filter((stack) => stacks.includes(stack));
}

/** Those of the stacks that hold anything, in the order in which they came up. */
async function deployed(workspace: EngineWorkspace, stacks: readonly string[]): Promise<string[]> {
  const existing = await workspace.existingStacks();
  const holding = existing.filter(({ resources }) => resources > 0).map(({ name }) => name);
  return stacks.filter((stack) => holding.includes(stack));
}

/** Where the database writes, as the refreshed global cluster says; the founding region if unknown. */
async function writerRegion(
  workspace: EngineWorkspace,
  topology: Topology,
  stacks: readonly string[],
): Promise<string> {
  // AWS deletes a source before its replicas as well; this way they go with what they copy.
  if (topology.database.engine === "rds") return databaseSourceRegion(topology);
  const base = stackName(topology, "base");
  if (!stacks.includes(base) || stacks.length === 1) return topology.foundingRegion;
  heading(`${scopeName("base")}: where does the database write?`);
  await workspace.prepareStack(base, protectionOff);
  await runEngine(workspace, { stack: base, operation: "refresh", flags: [] });
  const exported = await workspace.stateCommand([
    ...["stack", "export"],
    ...["--stack", workspace.qualified(base)],
  ]);
  const region = writerIn(JSON.parse(exported));
  return region === undefined ? topology.foundingRegion : regionOf(topology, region).name;
}

/** The region of the writer among the members of an exported global cluster. */
export function writerIn(exported: unknown): string | undefined {
  const resources = isRecord(exported) ? list(exported, "deployment.resources") : [];
  const globalCluster = resources
    .filter(isRecord)
    .find((resource) => resource.type === "aws:rds/globalCluster:GlobalCluster");
  const members = list(globalCluster ?? {}, "outputs.globalClusterMembers");
  const writer = members.filter(isRecord).find((member) => member.isWriter === true);
  // arn:aws:rds:<region>:<account>:cluster:<identifier>
  return text(writer ?? {}, "dbClusterArn")?.split(":")[3];
}
