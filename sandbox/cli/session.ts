// SPDX-License-Identifier: Apache-2.0
import { resolve } from "node:path";

import type { Topology } from "../../stacks/topology";
import { findCli } from "../engine/find-cli";
import { sandboxFolder, Workspace } from "../engine/workspace";
import { seedCloud } from "../aws/seed";
import { Cloud } from "../provider/cloud";
import { startStandIns } from "../provider/start";
import { tellTroubles } from "./troubles";

/** The repository. */
export const repository = resolve(__dirname, "../..");

/** Folder of an environment's cloud. */
export function cloudDirectory(environment: string, root = repository): string {
  return resolve(sandboxFolder(root, environment), "cloud");
}

/** Folder of the engine's state of an environment. */
export function stateDirectory(environment: string): string {
  return resolve(sandboxFolder(repository, environment), "state");
}

/**
 * Gets the CLI, starts the stand-ins and readies the environment's folder for the work; the
 * stand-ins are stopped whatever happens in it.
 *
 * @param root the repository, or a copy of it that keeps a sandbox of its own
 */
export async function withWorkspace<T>(
  topology: Topology,
  work: (workspace: Workspace) => Promise<T>,
  root = repository,
): Promise<T> {
  const { environment, accountId } = topology;
  const cli = await findCli(process.env, (message) => process.stderr.write(`${message}\n`));
  const cloud = new Cloud(cloudDirectory(environment, root));
  const { zone, hostedZone } = topology.dns;
  const seed = hostedZone.source === "adopt" ? { zone } : {};
  await seedCloud(cloud, { account: accountId, ...seed });
  tellTroubles(cloud, environment);
  const standIns = await startStandIns({ cloudDirectory: cloud.directory, accountId });
  try {
    const workspace = new Workspace({
      root,
      environment,
      cli,
      debugProviders: standIns.debugProviders,
      env: process.env,
    });
    workspace.prepare();
    return await work(workspace);
  } finally {
    await standIns.stop();
  }
}
