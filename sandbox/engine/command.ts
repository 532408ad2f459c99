// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";

/** How a command ended. */
export interface CommandResult {
  /** Whether it ran to its end and exited with 0. */
  readonly succeeded: boolean;
  readonly stdout: string;
  readonly stderr: string;
  /** Why it did not succeed, in one line; empty when it did. */
  readonly failure: string;
}

export interface CommandOptions {
  /** Folder to run in. */
  readonly cwd?: string;
  /** The whole environment. */
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds after which the command and all that it started are killed. */
  readonly timeLimit: number;
}

/**
 * Runs a command to its end or to its time limit and captures what it prints. It never throws and
 * never outlives the limit or this process: it gets a process group of its own, which is killed as
 * a whole.
 */
export function runCommand(
  command: string,
  args: readonly string[],
  { cwd, env, timeLimit }: CommandOptions,
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [stdout, stderr, timedOut] = ["", "", false];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));

    const killGroup = () => kill(child.pid);
    const interrupted = () => {
      killGroup();
      process.exit(130);
    };
    const timer = setTimeout(() => {
      timedOut = true;
      killGroup();
    }, timeLimit);
    process.once("exit", killGroup).once("SIGINT", interrupted).once("SIGTERM", interrupted);

    const finish = (failure: string) => {
      clearTimeout(timer);
      process.off("exit", killGroup).off("SIGINT", interrupted).off("SIGTERM", interrupted);
      resolve({ succeeded: failure === "", stdout, stderr, failure });
    };
    child.once("error", (error) => finish(error.message));
    child.once("close", (code, signal) => {
      if (timedOut) finish(`no result after ${timeLimit / 1_000} seconds`);
      else if (code === 0) finish("");
      else finish([`exit ${code ?? signal}`, lastLine(stderr)].filter(Boolean).join(": "));
    });
  });
}

function kill(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // The group has ended by itself.
  }
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1)?.trim() ?? "";
}
