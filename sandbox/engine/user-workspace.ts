// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { parse, stringify } from "yaml";

import { listStacks, runStateCommand, type ExistingStack } from "./state";
import type { EngineWorkspace } from "./workspace";

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

  /** What was left half done on AWS is for a person to look at; the engine says what it is. */
  recover(): Promise<void> {
    return Promise.resolve();
  }

  existingStacks(): Promise<ExistingStack[]> {
    return listStacks(this);
  }

  stateCommand(args: readonly string[]): Promise<string> {
    return runStateCommand(this, this.root, args);
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
