// SPDX-License-Identifier: Apache-2.0
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { runCommand, type CommandResult } from "../../sandbox/engine/command";
import { repository } from "../../sandbox/cli/session";

/** The commit that a change is compared with. */
export interface Base {
  /** As the user named it: `main`. */
  readonly ref: string;
  /** Its full hash. */
  readonly commit: string;
}

/** The base can't be brought up; the words of what failed are in the message. */
export class BaseError extends Error {
  override readonly name = "BaseError";
}

/** Milliseconds; installing takes one minute and bringing an environment up another. */
const timeLimit = 20 * 60_000;

/** @throws BaseError when there is no such commit */
export async function findBase(ref: string): Promise<Base> {
  const found = await git(["rev-parse", "--verify", "--quiet", `${ref}^{commit}`]);
  if (!found.succeeded) {
    throw new BaseError(`there is no commit ${ref}; fetch it first, or leave --base out`);
  }
  return { ref, commit: found.stdout.trim() };
}

/**
 * Brings an environment up as a commit describes it: from a worktree of its own with that commit's
 * dependencies, in a sandbox of its own. What came of it is kept, since a commit doesn't change.
 *
 * @returns folder of that sandbox
 * @throws BaseError when it doesn't come up
 */
export async function sandboxOfBase(
  { commit }: Base,
  environment: string,
  report: (message: string) => void,
): Promise<string> {
  const kept = join(repository, ".sandbox", "bases", commit, environment);
  if (existsSync(kept)) return kept;
  const parent = mkdtempSync(join(tmpdir(), "base-"));
  const folder = join(parent, "worktree");
  try {
    must(await git(["worktree", "add", "--detach", folder, commit]), "its worktree");
    await install(folder, report);
    report(`bringing up ${environment} as of ${commit.slice(0, 7)}`);
    const judges = existsSync(join(folder, "policy", "PulumiPolicy.yaml"));
    const up = ["scripts/sandbox.mjs", "up", "--environment", environment];
    const args = [...up, ...(judges ? ["--no-policies"] : [])];
    must(
      await runCommand(process.execPath, args, { cwd: folder, timeLimit }),
      `its ${environment}`,
    );
    // Another process may have been as fast; what it kept is the same.
    if (!existsSync(kept)) copySandbox(join(folder, ".sandbox", environment), kept);
    return kept;
  } finally {
    await git(["worktree", "remove", "--force", folder]);
    rmSync(parent, { recursive: true, force: true });
  }
}

/** Copies a sandbox; links into the repository stay links. */
export function copySandbox(from: string, to: string): void {
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
}

/** The dependencies that the commit asks for: ours, where they are the same. */
async function install(folder: string, report: (message: string) => void): Promise<void> {
  const lockfile = (root: string) => readFileSync(join(root, "package-lock.json"), "utf8");
  if (lockfile(folder) === lockfile(repository)) {
    symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"));
    return;
  }
  report("installing the base's own dependencies");
  must(
    await runCommand("npm", ["ci", "--no-audit", "--no-fund"], { cwd: folder, timeLimit }),
    "npm ci",
  );
}

function git(args: readonly string[]): Promise<CommandResult> {
  return runCommand("git", args, { cwd: repository, timeLimit });
}

function must({ succeeded, failure, stdout, stderr }: CommandResult, what: string): void {
  if (!succeeded) {
    throw new BaseError(`the base did not come up, at ${what}: ${failure}\n${stdout}${stderr}`);
  }
}
