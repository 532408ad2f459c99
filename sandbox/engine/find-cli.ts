// SPDX-License-Identifier: Apache-2.0
import { accessSync, constants, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

import { compareVersions, versionIn, versions } from "../versions";
import { buildCli } from "./build-cli";
import { runCommand } from "./command";

/** Tells the user what takes long, while it does. */
export type Report = (message: string) => void;

/** A way to get the CLI: its path, or why this way did not give one. */
export type Attempt =
  | { readonly path: string; readonly failure?: undefined }
  | { readonly path?: undefined; readonly failure: string };

interface Way {
  readonly name: string;
  readonly attempt: (env: NodeJS.ProcessEnv, report: Report) => Promise<Attempt>;
}

/** A `pulumi version` that takes longer hangs: the CLI answers in a tenth of a second. */
const versionTimeLimit = 15_000;
/** Some 150 MB; slower than this and a build is as fast. */
const downloadTimeLimit = 240_000;

/** Cheapest first, and what the user has chosen before what the sandbox would choose. */
const ways: readonly Way[] = [
  { name: "a pulumi on PATH", attempt: onPath },
  { name: `the cache, $PULUMI_HOME/versions/${versions.cli}`, attempt: inCache },
  { name: `the official download, npx pulumi@${versions.installer}`, attempt: download },
  { name: `a build from Go modules at ${versions.cli}`, attempt: build },
];

/** No way gave a CLI; the message says what was tried, why it failed and what to install. */
export class CliNotFoundError extends Error {
  override readonly name = "CliNotFoundError";
}

/**
 * The path of a Pulumi CLI that can run the sandbox, got in one of four ways and kept for the next
 * time. Every way has a time limit.
 *
 * @throws CliNotFoundError when none works on this machine
 */
export async function findCli(env: NodeJS.ProcessEnv, report: Report): Promise<string> {
  const failures: string[] = [];
  for (const { name, attempt } of ways) {
    const { path, failure } = await attempt(env, report);
    if (path !== undefined) return path;
    failures.push(`${name}: ${failure}`);
  }
  throw new CliNotFoundError(
    [
      "There is no Pulumi CLI on this machine, and none could be fetched. Tried, in this order:",
      ...failures.map((failure, index) => `  ${index + 1}. ${failure}`),
      "Install one of these and run the same command again:",
      `  - the Pulumi CLI, ${versions.minimumCli} or newer: https://www.pulumi.com/docs/install/`,
      `  - Go, ${versions.minimumGo} or newer: https://go.dev/doc/install (the CLI is then built, once)`,
    ].join("\n"),
  );
}

/** Where the official installer keeps the pinned CLI, and where a build puts it. */
export function cachedCli(env: NodeJS.ProcessEnv): string {
  const home = env.PULUMI_HOME ?? join(homedir(), ".pulumi");
  return join(home, "versions", versions.cli, "bin", "pulumi");
}

async function onPath(env: NodeJS.ProcessEnv): Promise<Attempt> {
  const candidates = (env.PATH ?? "")
    .split(delimiter)
    // npm puts these in front; a pulumi in there is the installer, which would download.
    .filter((folder) => folder !== "" && !folder.includes(join("node_modules", ".bin")))
    .map((folder) => join(folder, "pulumi"))
    .filter(isExecutable);
  const refusals: string[] = [];
  for (const path of candidates) {
    const { stdout, failure } = await versionOf(path, env);
    const version = versionIn(stdout);
    if (version !== undefined && compareVersions(version, versions.minimumCli) >= 0) {
      return { path };
    }
    const reason = version === undefined ? "says no version" : `is ${version}`;
    refusals.push(`${path} ${failure || `${reason}, ${versions.minimumCli} or newer is needed`}`);
  }
  return { failure: refusals.join("; ") || "there is none" };
}

async function inCache(env: NodeJS.ProcessEnv): Promise<Attempt> {
  const path = cachedCli(env);
  if (!isExecutable(path)) return { failure: `${path} does not exist` };
  const { succeeded, failure } = await versionOf(path, env);
  return succeeded ? { path } : { failure: `${path} does not run: ${failure}` };
}

async function download(env: NodeJS.ProcessEnv, report: Report): Promise<Attempt> {
  report(`Downloading the Pulumi CLI ${versions.cli} (once, into ${cachedCli(env)})`);
  const { failure } = await runCommand(
    "npx",
    ["--yes", `pulumi@${versions.installer}`, "version"],
    {
      env: { ...env, PULUMI_VERSION: versions.cli, PULUMI_SKIP_UPDATE_CHECK: "true" },
      timeLimit: downloadTimeLimit,
    },
  );
  if (failure !== "") return { failure };
  return inCache(env);
}

async function build(env: NodeJS.ProcessEnv, report: Report): Promise<Attempt> {
  const path = cachedCli(env);
  const failure = await buildCli(path, env, report);
  return failure === "" ? { path } : { failure };
}

function versionOf(path: string, env: NodeJS.ProcessEnv): ReturnType<typeof runCommand> {
  return runCommand(path, ["version"], {
    env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeLimit: versionTimeLimit,
  });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
