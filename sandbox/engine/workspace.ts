// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";

import { replaceFile } from "../replace-file";
import { engineEnvironment } from "./environment-variables";
import { recover } from "./recovery";
import { copyStackFile } from "./stack-file";
import { clearAfterKill, stacksIn } from "./state-files";
import { listStacks, runStateCommand, type ExistingStack } from "./state";

/** Every stack's project, and the organization that a self-managed backend knows. */
const stackPrefix = "organization/payments";

export interface WorkspaceArgs {
  /** The repository, or another folder with a Pulumi.yaml and its stack files. */
  readonly root: string;
  /** Name of the environment; each has its own state and cloud. */
  readonly environment: string;
  /** Path of the Pulumi CLI. */
  readonly cli: string;
  /** `name:port` entries of the stand-in providers, separated by commas. */
  readonly debugProviders: string;
  /** The user's environment. */
  readonly env: NodeJS.ProcessEnv;
}

/** A place from which the engine can be run on an environment's stacks. */
export interface EngineWorkspace {
  /** Folder with the Pulumi.yaml and the program, absolute. */
  readonly root: string;
  /** Path of the Pulumi CLI. */
  readonly cli: string;
  /** The environment for the engine. */
  readonly env: NodeJS.ProcessEnv;
  /** Readies a stack; the overrides are config values of this run alone. */
  prepareStack(stack: string, overrides?: Readonly<Record<string, string>>): Promise<void>;
  /** Clears up after an engine that was killed, before another changes the stack. */
  recover(stack: string): Promise<void>;
  /** The stacks that the state has, and how many resources each holds. */
  existingStacks(): Promise<ExistingStack[]>;
  /** Runs a command about the state and returns what it prints. */
  stateCommand(args: readonly string[]): Promise<string>;
  /** The name by which the engine knows a stack. */
  qualified(stack: string): string;
  /** The stack's config file for the engine. */
  configFile(stack: string): string;
  /** A path for files of ours. */
  path(...parts: string[]): string;
}

/**
 * What one environment of the sandbox keeps under `.sandbox/<environment>`, and how the engine is
 * pointed at it: `state` is the engine's, `cloud` the stand-ins', `stacks` holds the copies of the
 * stack files, `home` is the engine's own folder, `logs` what it printed.
 *
 * The program and Pulumi.yaml are never copied to run: commands that run the program have the
 * repository as their working directory and get the stack file's copy by --config-file. Commands
 * that have no such flag run in the environment's folder, which has a copy of Pulumi.yaml.
 */
export class Workspace implements EngineWorkspace {
  readonly root: string;
  /** `.sandbox/<environment>`, absolute. */
  readonly folder: string;
  readonly cli: string;
  readonly env: NodeJS.ProcessEnv;

  constructor({ root, environment, cli, debugProviders, env }: WorkspaceArgs) {
    this.root = resolve(root);
    this.folder = sandboxFolder(this.root, environment);
    this.cli = cli;
    this.env = engineEnvironment(env, {
      state: this.path("state"),
      home: this.path("home"),
      debugProviders,
    });
  }

  /**
   * Makes the folders, puts the Node language host where the engine looks last, and clears up what
   * killed engines have left.
   */
  prepare(): void {
    ["state", "cloud", "stacks", "home", "logs"].forEach((name) =>
      mkdirSync(this.path(name), { recursive: true }),
    );
    const project = readFileSync(join(this.root, "Pulumi.yaml"), "utf8");
    replaceFile(join(this.folder, "Pulumi.yaml"), project);
    this.installLanguageHost();
    const state = this.path("state");
    for (const stack of stacksIn(state)) {
      for (const pid of clearAfterKill(state, stack)) {
        process.stderr.write(`${stack}: the lock of a run that was killed is removed (${pid})\n`);
      }
    }
  }

  /**
   * Brings the copy of a stack's file up to date and makes the stack when there is none. The
   * overrides are config values of this run alone.
   */
  async prepareStack(
    stack: string,
    overrides: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const committed = join(this.root, "stacks", `Pulumi.${stack}.yaml`);
    if (!existsSync(committed)) {
      throw new Error(`${committed} does not exist; every stack has a file of its config there`);
    }
    const copy = this.configFile(stack);
    const earlier = existsSync(copy) ? readFileSync(copy, "utf8") : undefined;
    replaceFile(copy, copyStackFile(readFileSync(committed, "utf8"), earlier, overrides));
    const existing = await this.existingStacks();
    if (!existing.some(({ name }) => name === stack)) {
      await this.stateCommand(["stack", "init", this.qualified(stack), "--no-select"]);
    }
  }

  recover(stack: string): Promise<void> {
    return recover(this, stack);
  }

  existingStacks(): Promise<ExistingStack[]> {
    return listStacks(this);
  }

  stateCommand(args: readonly string[]): Promise<string> {
    return runStateCommand(this, this.folder, args);
  }

  /** The name by which stacks refer to each other. */
  qualified(stack: string): string {
    return `${stackPrefix}/${stack}`;
  }

  /** The copy of a stack's file. */
  configFile(stack: string): string {
    return this.path("stacks", `Pulumi.${stack}.yaml`);
  }

  /** A path under the environment's folder. */
  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  /**
   * The engine looks for the host beside the CLI and on PATH before it looks among installed
   * plugins, so ours runs only where the official one is missing.
   */
  private installLanguageHost(): void {
    const { version } = createRequire(__filename)("@pulumi/pulumi/package.json") as {
      version: string;
    };
    const link = this.path(
      ...["home", "plugins", `language-nodejs-v${version}`, "pulumi-language-nodejs"],
    );
    mkdirSync(dirname(link), { recursive: true });
    // Renamed into place: another process may be about to start the host, or to link it too.
    const fresh = `${link}.${process.pid}`;
    rmSync(fresh, { force: true });
    symlinkSync(resolve(__dirname, "../bin/pulumi-language-nodejs"), fresh);
    renameSync(fresh, link);
  }
}

/** Where an environment of the sandbox lives; `cloud` in it is what the stand-ins keep. */
export function sandboxFolder(root: string, environment: string): string {
  return join(root, ".sandbox", environment);
}
