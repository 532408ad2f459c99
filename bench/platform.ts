// SPDX-License-Identifier: Apache-2.0
import { parse } from "yaml";

import { withWorkspace } from "../sandbox/cli/session";
import type { Workspace } from "../sandbox/engine/workspace";
import { production } from "../stacks/environments/production";
import { scopeName, scopesOf, stackName, type Scope, type Topology } from "../stacks/topology";
import { engineCommand } from "./engine";
import { compareSteps, stepsOf, writeFloor } from "./floor/floor";
import { measure } from "./measure";
import { WorkingCopy } from "../sandbox/working-copy";

/** Flags under which a floor runs: the project's, or those that Node has without any. */
export type FloorFlags = "equal" | "default";

/** A stack that is up, and its floor. */
export interface MeasuredStack {
  /** `production-us-east-1`. */
  readonly name: string;
  /** `us-east-1`. */
  readonly scope: string;
  /** How many resources the stack has, and its floor too. */
  readonly resources: number;
  /** Folders of its floor. */
  readonly floors: Readonly<Record<FloorFlags, string>>;
}

/** Production, up in the sandbox of a working copy; every preview of it changes nothing. */
export interface Platform {
  readonly topology: Topology;
  readonly copy: WorkingCopy;
  readonly workspace: Workspace;
  readonly stacks: readonly MeasuredStack[];
}

/**
 * Brings production up for the work and holds each stack's floor to it.
 *
 * @param report hears what is being done
 * @throws MeasurementError when a stack doesn't come up or a floor differs from its stack
 */
export async function withPlatform<T>(
  report: (what: string) => void,
  work: (platform: Platform) => Promise<T>,
): Promise<T> {
  const topology: Topology = production;
  const copy = new WorkingCopy();
  try {
    return await withWorkspace(
      topology,
      async (workspace) => {
        const stacks: MeasuredStack[] = [];
        for (const scope of scopesOf(topology)) {
          const stack = stackName(topology, scope);
          report(`bringing ${stack} up, with its floor`);
          await workspace.prepareStack(stack);
          await measure(engineCommand(workspace, "up", stack));
          stacks.push(await floorsOf(workspace, copy, topology, scope));
        }
        return work({ topology, copy, workspace, stacks });
      },
      copy.folder,
    );
  } finally {
    copy.remove();
  }
}

async function floorsOf(
  workspace: Workspace,
  copy: WorkingCopy,
  topology: Topology,
  scope: Scope,
): Promise<MeasuredStack> {
  const stack = stackName(topology, scope);
  const reads = readsOf(topology, scope).map((read) =>
    workspace.qualified(stackName(topology, read)),
  );
  const floors: Record<FloorFlags, string> = {
    equal: workspace.path("floors", stack),
    default: workspace.path("floors", `${stack}.default-flags`),
  };
  const nodeargs = nodeargsOf(copy);
  await writeFloor({ workspace, stack, reads, folder: floors.equal, nodeargs });
  await writeFloor({ workspace, stack, reads, folder: floors.default, nodeargs: "" });
  const own = await stepsOf(workspace, stack, workspace.root);
  const resources = compareSteps(own, await stepsOf(workspace, stack, floors.equal));
  return { name: stack, scope: scopeName(scope), resources, floors };
}

/** The stacks whose outputs a stack reads; the engine's work for that is part of the floor. */
export function readsOf(topology: Topology, scope: Scope): Scope[] {
  if (scope === "base") return [];
  const regions = topology.regions.map(({ name }) => ({ region: name, delivery: false }));
  if (scope === "global") return ["base", ...regions];
  return scope.delivery ? ["base", { ...scope, delivery: false }] : ["base"];
}

/** Node's arguments in the project's Pulumi.yaml. */
function nodeargsOf(copy: WorkingCopy): string {
  const { runtime } = parse(copy.read("Pulumi.yaml")) as {
    readonly runtime: { readonly options?: { readonly nodeargs?: string } };
  };
  return runtime.options?.nodeargs ?? "";
}
