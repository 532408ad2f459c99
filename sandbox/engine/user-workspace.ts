// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { parse, stringify } from "yaml";

import { runCommand } from "./command";
import type { EngineWorkspace, ExistingStack } from "./workspace";

const stateCommandTimeLimit = 600_000;

export interface UserWorkspaceArgs {
  /** The repository. */
  readonly root: string;
  /** Path of the Pulumi CLI. */
  readonly cli: string;
  /** The user's environment: login, passphrase, AWS credentials. */
  readonly env: NodeJS.ProcessEnv;
  /** Folder for copies of stack files; the committed ones stay as they are. */
  readonly temporary: string;
}

/** The user's own backend and cloud: what `pulumi` does when it is typed in the repository. */
export class UserWorkspace implements EngineWorkspace {
  readonly root: string;
  readonly cli: string;
  readonly env: NodeJS.ProcessEnv;

  constructor(private readonly args: UserWorkspaceArgs) {
    this.root = args.root;
    this.cli = args.cli;
    this.env = args.env;
    mkdirSync(args.temporary, { recursive: true });
  }

  /** Copies the stack's file, its secrets and their provider included, with the overrides. */
  prepareStack(stack: string, overrides: Readonly<Record<string, string>> = {}): Promise<void> {
    const file = readFileSync(join(this.root, "stacks", `Pulumi.${stack}.yaml`), "utf8");
    const content = parse(file) as { readonly config?: Readonly<Record<string, unknown>> };
    const config = { ...content.config, ...overrides };
    writeFileSync(this.configFile(stack), stringify({ ...content, config }));
    return Promise.resolve();
  }

  async existingStacks(): Promise<ExistingStack[]> {
    const listed = JSON.parse(await this.stateCommand(["stack", "ls", "--json"])) as {
      name: string;
      resourceCount?: number;
    }[];
    return listed.map(({ name, resourceCount = 0 }) => ({
      name: name.slice(name.lastIndexOf("/") + 1),
      resources: resourceCount,
    }));
  }

  async stateCommand(args: readonly string[]): Promise<string> {
    const { succeeded, stdout, stderr, failure } = await runCommand(
      this.cli,
      [...args, "--non-interactive"],
      { cwd: this.root, env: this.env, timeLimit: stateCommandTimeLimit },
    );
    if (!succeeded) throw new Error(`pulumi ${args.join(" ")}: ${stderr.trim() || failure}`);
    return stdout;
  }

  /** The backend that the user is logged in to completes the name. */
  qualified(stack: string): string {
    return stack;
  }

  configFile(stack: string): string {
    return this.path(`Pulumi.${stack}.yaml`);
  }

  path(...parts: string[]): string {
    return join(this.args.temporary, ...parts);
  }
}
