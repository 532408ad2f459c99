// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

/** Names what a build was made from, in its folder. */
const stamp = ".sources";

/**
 * The policy pack of a project, ready for the engine, which gets JavaScript: compiling it at each
 * run would cost most of a second. It is built again when its sources have changed.
 *
 * @param root folder of the project
 * @returns the pack's folder, `undefined` where the project has none
 */
export function readyPolicyPack(root: string): string | undefined {
  const folder = join(root, "policy");
  if (!existsSync(join(folder, "PulumiPolicy.yaml"))) return undefined;
  const wanted = hashOfSources(folder);
  const built = join(folder, "dist");
  if (readIfThere(join(built, stamp)) !== wanted) build(folder, built, wanted);
  return folder;
}

function build(folder: string, built: string, sources: string): void {
  // Renamed into place when it is whole: another process may be about to start the pack.
  const fresh = `${built}.${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh);
  const compiler = require.resolve("typescript/bin/tsc");
  execFileSync(process.execPath, [compiler, "--project", folder, "--outDir", fresh]);
  writeFileSync(join(fresh, stamp), sources);
  rmSync(built, { recursive: true, force: true });
  renameSync(fresh, built);
}

function hashOfSources(folder: string): string {
  const hash = createHash("sha256");
  const sources = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.(ts|json)$/.test(path) && !/^(dist|node_modules)/.test(path))
    .sort();
  for (const path of sources) hash.update(path).update(readFileSync(join(folder, path)));
  return hash.digest("hex");
}

function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}
