// SPDX-License-Identifier: Apache-2.0
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { stacksOf } from "../../sandbox/cli/stacks";
import { production } from "../../stacks/environments/production";
import { staging } from "../../stacks/environments/staging";
import type { Topology } from "../../stacks/topology";
import type { ExportedResource, PreviewJson, StackExport } from "../../review/graph/exported";
import { resourcesOfPreview, resourcesOfState } from "../../review/graph/resources";
import { Checkout, type Ended } from "./checkout";

const repository = resolve(__dirname, "../..");
/** What decides what the stacks are. */
const sources = [
  ...["index.ts", "Pulumi.yaml", "package-lock.json", "tsconfig.pulumi.json"],
  ...["components", "stacks", "sandbox"],
];

export type EnvironmentName = "production" | "staging";
const environments: Readonly<Record<EnvironmentName, Topology>> = { production, staging };
export const environmentNames: readonly EnvironmentName[] = ["production", "staging"];

/** A stack's name, and the resources that it has. */
export interface GoodStack {
  readonly stack: string;
  readonly resources: readonly ExportedResource[];
}

/** Folder of what {@link makeGoodStacks} made, by the content of what decides it. */
export function goodStacksFolder(): string {
  return join(tmpdir(), `payments-good-stacks-${hashOfSources()}`);
}

/**
 * Brings both environments up in the real engine, as committed, and keeps for all test files what
 * they would be before (previews from nothing) and what they are (states, and the sandbox itself).
 */
export async function makeGoodStacks(): Promise<void> {
  const folder = goodStacksFolder();
  if (existsSync(folder)) return;
  const fresh = `${folder}.${process.pid}`;
  mkdirSync(fresh);
  const checkout = new Checkout();
  try {
    await Promise.all(environmentNames.map((name) => makeEnvironment(checkout, name, fresh)));
    cpSync(checkout.path(".sandbox"), join(fresh, "sandbox"), {
      recursive: true,
      verbatimSymlinks: true,
    });
    if (!existsSync(folder)) renameSync(fresh, folder);
  } finally {
    checkout.remove();
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Puts the sandbox in which an environment, or both, are up at a place. */
export function placeSandbox(to: string, environment?: EnvironmentName): void {
  const from = join(
    goodStacksFolder(),
    "sandbox",
    ...(environment === undefined ? [] : [environment]),
  );
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
}

const read = new Map<EnvironmentName, readonly GoodStack[]>();

/** The stacks of an environment as they stand after `up`. */
export function goodStacks(environment: EnvironmentName): readonly GoodStack[] {
  const known = read.get(environment) ?? readStacks(environment);
  read.set(environment, known);
  return known;
}

function readStacks(environment: EnvironmentName): readonly GoodStack[] {
  const path = join(goodStacksFolder(), `${environment}.json`);
  const states = JSON.parse(readFileSync(path, "utf8")) as Record<string, StackExport>;
  return stacksOf(environments[environment]).map((stack) => {
    const state = states[stack];
    if (state === undefined) throw new Error(`${path} has no ${stack}`);
    return { stack, resources: resourcesOfState(state) };
  });
}

/** The stacks of an environment as a preview from nothing has them: much is not known yet. */
export function stacksFromNothing(environment: EnvironmentName): GoodStack[] {
  return stacksOf(environments[environment]).map((stack) => {
    const text = readFileSync(join(goodStacksFolder(), `${stack}.preview.json`), "utf8");
    return { stack, resources: resourcesOfPreview(JSON.parse(text) as PreviewJson) };
  });
}

async function makeEnvironment(
  checkout: Checkout,
  environment: EnvironmentName,
  folder: string,
): Promise<void> {
  const of = ["--environment", environment];
  for (const stack of stacksOf(environments[environment])) {
    const preview = await checkout.sandbox([
      "preview",
      stack,
      ...of,
      "--no-policies",
      "--json",
      "--show-sames",
    ]);
    writeFileSync(join(folder, `${stack}.preview.json`), succeeded(preview).stdout);
  }
  succeeded(await checkout.sandbox(["up", ...of, "--no-policies"]));
  const { stdout } = succeeded(await checkout.sandbox(["export", ...of]));
  writeFileSync(join(folder, `${environment}.json`), stdout);
}

function succeeded(ended: Ended): Ended {
  if (ended.code !== 0) throw new Error(`exit code ${ended.code}\n${ended.stderr}${ended.stdout}`);
  return ended;
}

function hashOfSources(): string {
  const hash = createHash("sha256");
  for (const path of sources.flatMap(filesUnder)) {
    hash.update(path).update(readFileSync(join(repository, path)));
  }
  return hash.digest("hex").slice(0, 16);
}

function filesUnder(path: string): string[] {
  const full = join(repository, path);
  if (path.includes(".")) return [path];
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(repository.length + 1))
    .sort();
}
