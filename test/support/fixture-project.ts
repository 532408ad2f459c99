// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { findCli } from "../../sandbox/engine/find-cli";
import { sandboxFolder, Workspace } from "../../sandbox/engine/workspace";
import { Cloud } from "../../sandbox/provider/cloud";
import { startStandIns } from "../../sandbox/provider/start";

/** Long enough for a machine that has to build the CLI first. */
export const cliTimeLimit = 40 * 60_000;

/** A Pulumi project in a temporary folder, with one stack, `test-one`. */
export interface FixtureProject {
  readonly folder: string;
  readonly workspace: Workspace;
  remove(): void;
}

/** A project whose programs may make what the stand-ins know, and the cloud that they share. */
export interface StandInProject extends FixtureProject {
  readonly cloud: Cloud;
  /** Begins as each command of the sandbox does, with new stand-ins: the old may have crashed. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Makes the project; the program may register components, which need no provider. */
export async function fixtureProject(
  program: string,
  options: Readonly<Record<string, unknown>> = {},
): Promise<FixtureProject> {
  return projectIn(temporaryFolder(), program, options, "");
}

/** Makes the project with the stand-ins attached. */
export async function standInProject(account: string): Promise<StandInProject> {
  const folder = temporaryFolder();
  const cloud = new Cloud(join(sandboxFolder(folder, "test"), "cloud"));
  cloud.saveSettings({ ...cloud.settings(), account });
  const start = () => startStandIns({ cloudDirectory: cloud.directory, accountId: account });
  let standIns = await start();
  const project = await projectIn(folder, "export {};", {}, standIns.debugProviders);
  return {
    ...project,
    cloud,
    restart: async () => {
      await standIns.stop();
      standIns = await start();
      project.workspace.env.PULUMI_DEBUG_PROVIDERS = standIns.debugProviders;
      project.workspace.prepare();
    },
    stop: () => standIns.stop(),
  };
}

function temporaryFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), "fixture-")));
}

async function projectIn(
  folder: string,
  program: string,
  options: Readonly<Record<string, unknown>>,
  debugProviders: string,
): Promise<FixtureProject> {
  const write = (name: string, content: string) => writeFileSync(join(folder, name), content);
  mkdirSync(join(folder, "stacks"));
  symlinkSync(resolve(__dirname, "../../node_modules"), join(folder, "node_modules"));
  write("package.json", JSON.stringify({ name: "fixture", private: true }));
  write(
    "Pulumi.yaml",
    JSON.stringify({
      name: "payments",
      runtime: { name: "nodejs", options: { tsconfig: "tsconfig.pulumi.json", ...options } },
      main: "./",
      stackConfigDir: "stacks",
    }),
  );
  const compilerOptions = { noCheck: true, module: "node16", moduleResolution: "node16" };
  // swc is quicker than the TypeScript compiler, and nothing is checked here anyway.
  const tsNode = { "ts-node": { swc: true } };
  write("tsconfig.pulumi.json", JSON.stringify({ compilerOptions, ...tsNode }));
  write("stacks/Pulumi.test-one.yaml", "config:\n  payments:scope: one\n");
  write("index.ts", program);
  const cli = await findCli(process.env, (message) => process.stderr.write(`${message}\n`));
  const workspace = new Workspace({
    root: folder,
    environment: "test",
    cli,
    debugProviders,
    env: process.env,
  });
  workspace.prepare();
  return { folder, workspace, remove: () => rmSync(folder, { recursive: true }) };
}
