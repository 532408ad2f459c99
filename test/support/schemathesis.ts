// SPDX-License-Identifier: Apache-2.0
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Newest on 2026-11-30: https://pypi.org/project/schemathesis/ */
const version = "4.32.5";

/** Beside what npm installed, which no tool looks into and no commit holds. */
const home = join(__dirname, "..", "..", "node_modules", ".cache", `schemathesis-${version}`);

/** The tool's own options, and how it ended. */
export interface Fuzzing {
  readonly code: number;
  readonly output: string;
}

/**
 * Installs schemathesis once, in a place of its own.
 *
 * @throws Error that names what to install when there is no Python, or no package index
 */
async function installed(): Promise<string> {
  const tool = join(home, "bin", "schemathesis");
  if (existsSync(tool)) return tool;
  // Made beside it and renamed, so that a run that was interrupted, or runs beside this one, does no
  // harm; a virtual environment's scripts name their interpreter, so they are run through it below.
  const begun = `${home}.${process.pid}`;
  mkdirSync(dirname(begun), { recursive: true });
  try {
    await run("python3", ["-m", "venv", begun]);
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    await run(join(begun, "bin", "python"), [...pip, `schemathesis==${version}`]);
    renameSync(begun, home);
  } catch (error) {
    rmSync(begun, { recursive: true, force: true });
    if (existsSync(tool)) return tool;
    throw new Error(
      `schemathesis ${version} could not be installed: it needs python3 (3.10 or later) with venv ` +
        "(Debian: apt-get install python3-venv) and a Python package index",
      { cause: error },
    );
  }
  return tool;
}

/** Fuzzes an API from its own document. */
export async function fuzz(document: string, options: readonly string[]): Promise<Fuzzing> {
  await installed();
  const python = join(home, "bin", "python");
  const args = ["-m", "schemathesis.cli", "run", document, "--no-color", ...options];
  try {
    const { stdout, stderr } = await run(python, args, { maxBuffer: 1 << 26, cwd: home });
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}
