// SPDX-License-Identifier: Apache-2.0
import { readdirSync, rmSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

import { readJson, unlessMissing } from "../json-file";

/** A resource as the engine's state has it. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  /** Missing for components. */
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly parent?: string;
  /** `<urn>::<id>` of the provider. */
  readonly provider?: string;
  /** Names that it had before. */
  readonly aliases?: readonly string[];
}

/** Something that an engine had begun when it was killed. */
export interface PendingOperation {
  readonly type: string;
  readonly resource: StateResource;
}

/** What the engine keeps of a stack, as far as it is needed here. */
export interface Deployment {
  readonly resources?: readonly StateResource[];
  readonly pending_operations?: readonly PendingOperation[];
}

/** A lock that an engine leaves when it is killed. */
interface Lock {
  readonly pid: number;
  readonly hostname: string;
}

/** The folder in which the engine's file backend keeps the stacks of the one project. */
const stacksFolder = [".pulumi", "stacks", "payments"];
const locksFolder = [".pulumi", "locks", "organization", "payments"];

/** Reads a stack's state without the engine; undefined where the stack isn't there. */
export function readDeployment(stateFolder: string, stack: string): Deployment | undefined {
  const file = join(stateFolder, ...stacksFolder, `${stack}.json`);
  const content = readJson<{ checkpoint: { latest?: Deployment } }>(file);
  return content && (content.checkpoint.latest ?? {});
}

/** The stacks that the state has. */
export function stacksIn(stateFolder: string): string[] {
  return jsonFilesIn(join(stateFolder, ...stacksFolder)).map((name) => name.slice(0, -5));
}

/**
 * Clears up what a killed engine leaves of a stack and what keeps every later one from it: its
 * lock, and an empty file of attributes beside the state, which makes the state unreadable ("failed
 * to load checkpoint: EOF"). Nothing is touched while an engine lives, or one of another machine.
 *
 * @returns the process ids of the dead
 */
export function clearAfterKill(stateFolder: string, stack: string): number[] {
  const folder = join(stateFolder, ...locksFolder, stack);
  const dead = jsonFilesIn(folder).flatMap((name) => {
    const lock = readJson<Lock>(join(folder, name));
    if (lock === undefined || lock.hostname !== hostname() || isAlive(lock.pid)) return [];
    removeWithAttributes(join(folder, name));
    return [lock.pid];
  });
  if (jsonFilesIn(folder).length > 0) return dead;
  const file = join(stateFolder, ...stacksFolder, `${stack}.json`);
  for (const attributes of [file, `${file}.bak`].map(attributesOf)) {
    if (unlessMissing(() => statSync(attributes).size) === 0) rmSync(attributes);
  }
  return dead;
}

/** The file backend keeps a second file beside each; without it, it reads the first all the same. */
function attributesOf(file: string): string {
  return `${file}.attrs`;
}

function removeWithAttributes(file: string): void {
  for (const path of [file, attributesOf(file)]) rmSync(path, { force: true });
}

function jsonFilesIn(folder: string): string[] {
  const names = unlessMissing(() => readdirSync(folder)) ?? [];
  return names.filter((name) => name.endsWith(".json")).sort();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // One of another user's lives too.
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
