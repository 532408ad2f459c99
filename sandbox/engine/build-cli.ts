// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { compareVersions, versionIn, versions } from "../versions";
import { runCommand, type CommandResult } from "./command";

const modules = "github.com/pulumi/pulumi";
/** Two and a half minutes on two cores; a slow machine may take long, a hanging one must end. */
const buildTimeLimit = 30 * 60_000;
const versionTimeLimit = 60_000;

/**
 * Builds the Pulumi CLI from its Go modules. `go install` refuses the module, which has a replace
 * directive, so a module of ours imports it. The binary appears at its path whole or not at all.
 *
 * @returns why it failed; empty when the CLI is there
 */
export async function buildCli(
  path: string,
  env: NodeJS.ProcessEnv,
  report: (message: string) => void,
): Promise<string> {
  const unsuitable = await checkGo(env);
  if (unsuitable !== "") return unsuitable;
  report(`Building the Pulumi CLI ${versions.cli} from Go modules (once, 3 minutes or more)`);
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1_000);
  const progress = setInterval(() => report(`Building the Pulumi CLI: ${seconds()} s`), 30_000);
  const folder = mkdtempSync(join(tmpdir(), "pulumi-cli-"));
  const fresh = `${path}.${process.pid}`;
  try {
    writeModule(folder);
    mkdirSync(dirname(path), { recursive: true });
    for (const args of steps(fresh)) {
      const { succeeded, failure } = await go(args, folder, env, buildTimeLimit);
      if (!succeeded) return `go ${args[0]}: ${failure}`;
    }
    renameSync(fresh, path);
    return "";
  } finally {
    clearInterval(progress);
    rmSync(folder, { recursive: true, force: true });
    rmSync(fresh, { force: true });
  }
}

function steps(output: string): string[][] {
  const version = `${modules}/sdk/v3/go/common/version.Version=${versions.cli}`;
  return [
    // Exact versions: the module proxy serves no list of them.
    ["get", `${modules}/pkg/v3@v${versions.cli}`, `${modules}/sdk/v3@v${versions.cli}`],
    ["mod", "tidy"],
    ["build", "-ldflags", `-X ${version}`, "-o", output, `${modules}/pkg/v3/cmd/pulumi`],
  ];
}

function writeModule(folder: string): void {
  writeFileSync(join(folder, "go.mod"), `module cli\n\ngo ${versions.minimumGo}\n`);
  writeFileSync(
    join(folder, "tools.go"),
    `//go:build tools\n\npackage cli\n\nimport _ "${modules}/pkg/v3/cmd/pulumi"\n`,
  );
}

async function checkGo(env: NodeJS.ProcessEnv): Promise<string> {
  const { succeeded, stdout } = await go(["env", "GOVERSION"], tmpdir(), env, versionTimeLimit);
  if (!succeeded) return "there is no go on PATH";
  const version = versionIn(stdout) ?? "0.0.0";
  return compareVersions(version, versions.minimumGo) < 0
    ? `go is ${version}, ${versions.minimumGo} or newer is needed`
    : "";
}

function go(
  args: string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  timeLimit: number,
): Promise<CommandResult> {
  // -mod=mod: the go.mod written above names no requirements, the commands add them.
  const flags = [env.GOFLAGS, "-mod=mod"].filter(Boolean).join(" ");
  return runCommand("go", args, { cwd, env: { ...env, GOFLAGS: flags }, timeLimit });
}
