// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess, type SpawnOptions } from "node:child_process";

/** How long a process that was asked to stop may take, in milliseconds. */
const stopTimeout = 5_000;

/** How a process ended. */
export interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The processes that a language host has started, so that all can be stopped with it. */
export class ChildProcesses {
  private readonly running = new Set<ChildProcess>();

  start(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
    const child = spawn(command, args, options);
    this.running.add(child);
    child.once("close", () => this.running.delete(child));
    return child;
  }

  stopAll(): void {
    this.running.forEach((child) => this.stop(child));
  }

  /** Asks as Ctrl-C does, then insists. */
  stop(child: ChildProcess): void {
    if (!this.running.has(child)) return;
    child.kill("SIGINT");
    setTimeout(() => child.kill("SIGKILL"), stopTimeout).unref();
  }
}

/** Resolves when the process has ended and all of its output was read. */
export function endOf(child: ChildProcess): Promise<End> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal }));
  });
}

/** What to say of a process that failed; undefined when it did not. */
export function failureOf({ code, signal }: End): string | undefined {
  if (code === 0) return undefined;
  return signal === null
    ? `Program exited with non-zero exit code: ${code}`
    : `Program exited unexpectedly: ${signal}`;
}
