// SPDX-License-Identifier: Apache-2.0
import { execFile, execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { Cloud } from "../../sandbox/provider/cloud";
import { copyRepository } from "../../sandbox/working-copy";
import type { ExportedStacks } from "./exported-state";

const megabytes = 2 ** 20;
/** Long enough for a command that has to build the CLI first; one that hangs must end. */
const commandTimeLimit = 10 * 60_000;

/** How a command of the sandbox ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * A fresh clone of what is in the working tree, in a temporary folder: what a newcomer does happens
 * there, and the sandbox of whoever runs the tests stays as it is.
 */
export class Checkout {
  readonly folder: string;

  constructor() {
    this.folder = copyRepository("checkout-");
    this.git("init", "--quiet");
    this.git("add", "--all");
    const author = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
    this.git(...author, "commit", "--quiet", "--message", "Clone");
  }

  /** `npm start` */
  start(): Promise<Ended> {
    return this.run("scripts/start.mjs", [], {});
  }

  /** `npm run sandbox -- …`, with further variables in its environment. */
  sandbox(args: readonly string[], variables: Readonly<Record<string, string>> = {}) {
    return this.run("scripts/sandbox.mjs", args, variables);
  }

  /** `npm run <script> -- …` */
  npm(script: string, ...args: readonly string[]): Promise<Ended> {
    return this.run(`scripts/${script}.mjs`, args, {});
  }

  /** The engine's export of every stack of an environment, and the text as printed. */
  async export(
    environment: string,
    ...flags: string[]
  ): Promise<{ readonly text: string; readonly stacks: ExportedStacks }> {
    const { stdout } = await this.sandbox(["export", "--environment", environment, ...flags]);
    return { text: stdout, stacks: JSON.parse(stdout) as ExportedStacks };
  }

  cloud(environment: string): Cloud {
    return new Cloud(this.path(".sandbox", environment, "cloud"));
  }

  /** Replaces a text in a file, wherever it is; answers how to undo it. */
  edit(file: string, from: string, to: string): () => void {
    return this.change(file, (text) => text.replaceAll(from, to));
  }

  /** Changes a file's text; answers how to undo it. */
  change(file: string, change: (text: string) => string): () => void {
    const path = this.path(file);
    const before = readFileSync(path, "utf8");
    const after = change(before);
    if (after === before) throw new Error(`${file} is as it was`);
    writeFileSync(path, after);
    return () => writeFileSync(path, before);
  }

  /** What git finds changed since the clone. */
  changes(): string {
    return this.git("status", "--porcelain");
  }

  exists(...parts: string[]): boolean {
    return existsSync(this.path(...parts));
  }

  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private git(...args: string[]): string {
    return execFileSync("git", args, { cwd: this.folder, encoding: "utf8" });
  }

  private run(
    script: string,
    args: readonly string[],
    variables: Readonly<Record<string, string>>,
  ): Promise<Ended> {
    return new Promise((end) => {
      execFile(
        process.execPath,
        [script, ...args],
        {
          cwd: this.folder,
          env: { ...process.env, ...variables },
          maxBuffer: 64 * megabytes,
          timeout: commandTimeLimit,
        },
        (error, stdout, stderr) => {
          const failed = typeof error?.code === "number" ? error.code : -1;
          end({ code: error === null ? 0 : failed, stdout, stderr });
        },
      );
    });
  }
}
