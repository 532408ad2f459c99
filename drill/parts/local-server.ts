// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { removeFolder } from "./folder";
import { guard } from "./guard";
import { loopback } from "./ports";
import { signalTree } from "./process-tree";

/** How a server is started. */
export interface ServerCommand {
  /** For people: what messages call it. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Added to this process's own. @default - nothing */
  readonly env?: Readonly<Record<string, string>>;
  /** Runs as this user. @default - as this process does */
  readonly user?: { readonly uid: number; readonly gid: number };
  /** Its own, removed when it is stopped. */
  readonly folder: string;
  readonly port: number;
  /** Whether it answers; throwing means not yet. */
  readonly answers: () => Promise<unknown>;
  /** Asks it to end, so that it loses nothing. @default "SIGTERM" */
  readonly stopSignal?: NodeJS.Signals;
}

/** Until a server must answer, in milliseconds. Generous: the machine may be busy with other tests. */
const startDeadline = 60_000;

/** Until a server that was asked to end is killed, in milliseconds. */
const stopDeadline = 10_000;

/** A server of this machine, started by us and ended with us. */
export class LocalServer {
  readonly host = loopback;
  readonly port: number;
  readonly name: string;
  readonly folder: string;
  private child: ChildProcess | undefined;

  constructor(private readonly command: ServerCommand) {
    this.port = command.port;
    this.name = command.name;
    this.folder = command.folder;
    guard().keep(command.folder);
  }

  /** Of the running process. @throws Error when it does not run */
  get pid(): number {
    if (this.child?.pid === undefined) throw new Error(`${this.name} is not running`);
    return this.child.pid;
  }

  /** Whether the process is there; also while it is paused. */
  get running(): boolean {
    return this.child !== undefined;
  }

  /**
   * Starts it, also again after `kill`, and waits until it answers.
   *
   * @throws Error with the last lines of its log when it ends, or does not answer in time
   */
  async start(): Promise<void> {
    const { command, args, user, env } = this.command;
    const log = openSync(this.log, "a");
    const child = spawn(command, args, {
      ...user,
      env: { ...process.env, ...env },
      cwd: this.folder,
      stdio: ["ignore", log, log],
    });
    closeSync(log);
    if (child.pid === undefined) {
      const [error] = (await once(child, "error")) as [Error];
      throw new Error(`${this.name} did not start: ${error.message}`);
    }
    const pid = child.pid;
    guard().watch(pid);
    this.child = child;
    child.once("exit", () => {
      guard().forget(pid);
      if (this.child === child) this.child = undefined;
    });
    await this.untilItAnswers();
  }

  /** Ends it in good order, and removes its folder. */
  async stop(): Promise<void> {
    const child = this.child;
    if (child !== undefined) {
      const ended = once(child, "exit");
      this.resume();
      child.kill(this.command.stopSignal ?? "SIGTERM");
      const overdue = setTimeout(() => signalTree(this.pid, "SIGKILL"), stopDeadline);
      await ended;
      clearTimeout(overdue);
    }
    removeFolder(this.folder);
    guard().drop(this.folder);
  }

  /** Ends it and all of its children at once, as a loss of power does; its folder stays. */
  async kill(): Promise<void> {
    const child = this.child;
    if (child?.pid === undefined) return;
    const ended = once(child, "exit");
    signalTree(child.pid, "SIGKILL");
    await ended;
  }

  /** Stops it where it is, its children too. Its connections stay open. */
  pause(): void {
    if (this.child !== undefined) signalTree(this.pid, "SIGSTOP");
  }

  /** Lets it go on. */
  resume(): void {
    if (this.child !== undefined) signalTree(this.pid, "SIGCONT");
  }

  /** What it wrote, the last lines only. */
  lastLines(): string {
    return readFileSync(this.log, "utf8").trimEnd().split("\n").slice(-20).join("\n");
  }

  private get log(): string {
    return join(this.folder, "log");
  }

  private async untilItAnswers(): Promise<void> {
    const deadline = performance.now() + startDeadline;
    for (;;) {
      if (!this.running) throw new Error(`${this.name} ended at start:\n${this.lastLines()}`);
      try {
        await this.command.answers();
        return;
      } catch (error) {
        if (performance.now() > deadline) {
          await this.kill();
          const seconds = startDeadline / 1_000;
          throw new Error(
            `${this.name} did not answer on ${this.host}:${this.port} within ${seconds} s ` +
              `(${String(error)}):\n${this.lastLines()}`,
            { cause: error },
          );
        }
      }
      await sleep(30);
    }
  }
}
