// SPDX-License-Identifier: Apache-2.0
import { rmSync } from "node:fs";

import { writeJson } from "../json-file";
import { Cloud, type CloudObject } from "../provider/cloud";
import { readDeployment, type Deployment, type StateResource } from "./state-files";
import type { Workspace } from "./workspace";

/** A creation that a killed engine had begun, and what came of it. */
export interface PendingCreate {
  readonly resource: StateResource;
  /** The object that is there, if the creation got so far. */
  readonly object: CloudObject | undefined;
}

/**
 * Goes on after an engine that was killed while it created things and could not note the end. What
 * it made is taken into the state, as a person would on AWS who finds it there.
 *
 * `pulumi refresh --import-pending-creates` is meant for this; version 3.259.0 drops the creation
 * and imports nothing, so the state is edited here, and read again from the cloud.
 *
 * @throws Error with the engine's own words when what is there can't be read
 */
export async function recover(workspace: Workspace, stack: string): Promise<void> {
  const state = workspace.path("state");
  const found = pendingCreates(readDeployment(state, stack), new Cloud(workspace.path("cloud")));
  if (found.length === 0) return;
  await adopt(workspace, stack, found);
  for (const { resource, object } of found) {
    say(
      stack,
      object === undefined
        ? `a run was killed before it could make ${resource.type} ${nameOf(resource)}; forgotten`
        : `${object.type} ${object.id} is taken into the state: the run that made it was killed`,
    );
  }
}

/** The creations that never ended, each with the object of its URN that the state doesn't know. */
export function pendingCreates(
  deployment: Deployment | undefined,
  cloud: Pick<Cloud, "list">,
): PendingCreate[] {
  const { resources = [], pending_operations: pending = [] } = deployment ?? {};
  const known = new Set(resources.map(({ type, id }) => `${type} ${id}`));
  return pending
    .filter(({ type }) => type === "creating")
    .map(({ resource }) => ({
      resource,
      object: cloud
        .list(resource.type)
        .find(({ urn, type, id }) => urn === resource.urn && !known.has(`${type} ${id}`)),
    }));
}

interface Exported {
  readonly deployment: Deployment;
}

/** Takes the objects into the state, forgets what is pending, and reads what the cloud has. */
async function adopt(
  workspace: Workspace,
  stack: string,
  found: readonly PendingCreate[],
): Promise<void> {
  const of = ["--stack", workspace.qualified(stack)];
  const exported = JSON.parse(await workspace.stateCommand(["stack", "export", ...of])) as Exported;
  const made = found.flatMap(({ resource, object }) =>
    object === undefined ? [] : [{ ...resource, id: object.id, outputs: resource.inputs }],
  );
  const resources = [...(exported.deployment.resources ?? []), ...made];
  const deployment = { ...exported.deployment, resources, pending_operations: [] };
  const file = workspace.path(`${stack}.recovered.json`);
  try {
    writeJson(file, { ...exported, deployment });
    await workspace.stateCommand(["stack", "import", ...of, "--file", file]);
  } finally {
    rmSync(file, { force: true });
  }
  if (made.length === 0) return;
  const targets = made.flatMap(({ urn }) => ["--target", urn]);
  const config = ["--config-file", workspace.configFile(stack)];
  const unattended = ["--yes", "--skip-preview"];
  await workspace.stateCommand(["refresh", ...of, ...config, ...unattended, ...targets]);
}

function nameOf({ urn }: StateResource): string {
  return urn.split("::").at(-1) ?? "";
}

function say(stack: string, what: string): void {
  process.stderr.write(`${stack}: ${what}\n`);
}
