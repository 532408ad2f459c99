// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The repository. */
export const root = resolve(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "..");

const oldestNode = 20;

/**
 * Readies a fresh clone: checks Node, and runs `npm ci` when what package-lock.json asks for is not
 * what is installed. Plain Node with no dependencies, since it runs before there are any.
 */
export function ensureInstalled() {
  const [major] = process.versions.node.split(".");
  if (Number(major) < oldestNode) {
    fail(`Node ${oldestNode} or later is needed, this is ${process.version}: https://nodejs.org`);
  }
  if (isInstalled()) return;
  process.stderr.write("Installing dependencies (npm ci), a minute or two ... ");
  const started = Date.now();
  const { status, error, stdout, stderr } = spawnSync("npm", ["ci", "--loglevel=error"], {
    cwd: root,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (error !== undefined || status !== 0) {
    fail(`failed\n${error?.message ?? `${stdout}${stderr}`}`);
  }
  process.stderr.write(`done in ${Math.round((Date.now() - started) / 1_000)} s\n`);
}

/** Compares by content: a checkout makes package-lock.json look new, and a link looks old. */
function isInstalled() {
  const wanted = packagesOf(join(root, "package-lock.json"));
  const present = packagesOf(join(root, "node_modules", ".package-lock.json"));
  // npm leaves optional packages out where they are for another platform.
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === "" || optional || present[path]?.version === version,
  );
}

function packagesOf(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages;
  } catch (error) {
    if (error.code === "ENOENT") return {};
    throw error;
  }
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
