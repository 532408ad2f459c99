// SPDX-License-Identifier: Apache-2.0
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { stringify } from "yaml";

import type { Workspace } from "../../sandbox/engine/workspace";
import { engineCommand } from "../engine";
import { measure, MeasurementError } from "../measure";
import { describeFloor, type StateResource } from "./description";

export interface FloorArgs {
  /** Where the stack is up. */
  readonly workspace: Workspace;
  readonly stack: string;
  /** Full names of the stacks whose outputs the stack reads. */
  readonly reads: readonly string[];
  /** New folder for the floor's program. */
  readonly folder: string;
  /** Arguments for Node. */
  readonly nodeargs: string;
}

/** Writes the floor of a stack as a Pulumi project that works on the stack's own state. */
export async function writeFloor({
  workspace,
  stack,
  reads,
  folder,
  nodeargs,
}: FloorArgs): Promise<void> {
  const exported = await workspace.stateCommand([
    ...["stack", "export", "--show-secrets"],
    ...["--stack", workspace.qualified(stack)],
  ]);
  const { deployment } = JSON.parse(exported) as {
    readonly deployment: { readonly resources: readonly StateResource[] };
  };
  mkdirSync(folder, { recursive: true });
  const write = (name: string, content: string) => writeFileSync(join(folder, name), content);
  write("floor.json", JSON.stringify(describeFloor(deployment.resources, reads)));
  write("package.json", JSON.stringify({ name: "floor", private: true, main: "program.js" }));
  const options = { typescript: false, nodeargs };
  write("Pulumi.yaml", stringify({ name: "payments", runtime: { name: "nodejs", options } }));
  cpSync(join(__dirname, "program.js"), join(folder, "program.js"));
  symlinkSync(join(workspace.root, "node_modules"), join(folder, "node_modules"));
}

/**
 * What the engine would do to each resource of a stack, by URN, with the program of a folder.
 *
 * @throws MeasurementError with the engine's words when the preview fails
 */
export async function stepsOf(
  workspace: Workspace,
  stack: string,
  folder: string,
): Promise<ReadonlyMap<string, string>> {
  const events = workspace.path("logs", `${stack}.floor-events`);
  rmSync(events, { force: true });
  await measure(
    engineCommand(workspace, "preview", stack, { folder, flags: ["--event-log", events] }),
  );
  return stepsIn(readFileSync(events, "utf8"));
}

/** The steps in an engine's event log; `preview --json` leaves out what stays the same. */
export function stepsIn(eventLog: string): ReadonlyMap<string, string> {
  return new Map(
    eventLog
      .split("\n")
      .filter((line) => line !== "")
      .flatMap((line): [string, string][] => {
        const { resourcePreEvent } = JSON.parse(line) as EngineEvent;
        if (resourcePreEvent === undefined) return [];
        return [[resourcePreEvent.metadata.urn, resourcePreEvent.metadata.op]];
      }),
  );
}

interface EngineEvent {
  readonly resourcePreEvent?: { readonly metadata: { readonly urn: string; readonly op: string } };
}

/**
 * Holds a floor to its stack: it must ask the engine for the same resources, and find them as the
 * stack left them, or its time is that of another thing.
 *
 * @returns how many resources both have
 * @throws MeasurementError naming the resources that differ
 */
export function compareSteps(
  stack: ReadonlyMap<string, string>,
  floor: ReadonlyMap<string, string>,
): number {
  const differing = [...new Set([...stack.keys(), ...floor.keys()])]
    .filter((urn) => stack.get(urn) !== "same" || floor.get(urn) !== "same")
    .map((urn) => `${urn}: stack ${stack.get(urn) ?? "none"}, floor ${floor.get(urn) ?? "none"}`);
  if (differing.length === 0) return stack.size;
  throw new MeasurementError(`the floor differs from its stack:\n${differing.join("\n")}`);
}
