// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";

import { ensureInstalled, root } from "./install.mjs";

/** Checks `.github/workflows` with actionlint: one on PATH, or one that is built from its Go module. */

/** 2026-03; https://github.com/rhysd/actionlint/releases */
const version = "1.7.12";
const module = `github.com/rhysd/actionlint/cmd/actionlint@v${version}`;
/** Milliseconds; it takes seconds, and downloads five small modules. */
const buildTimeLimit = 10 * 60_000;

ensureInstalled();
const require = createRequire(import.meta.url);
require("tsx/cjs");
const { compareVersions, versionIn } = require("../sandbox/versions.ts");

try {
  const actionlint = onPath() ?? cached() ?? built();
  // Whether shellcheck and pyflakes are installed must not decide what is found.
  const flags = ["-shellcheck=", "-pyflakes="];
  process.exitCode = spawnSync(actionlint, flags, { cwd: root, stdio: "inherit" }).status ?? 1;
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

function onPath() {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, "actionlint"))
    .find(isSuitable);
}

function cached() {
  return isSuitable(cachePath()) ? cachePath() : undefined;
}

/** Outside of the repository, so that all checkouts share it. */
function cachePath() {
  const caches = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
  return join(caches, "payments-platform", `actionlint-${version}`, "actionlint");
}

/** Whether it runs, and is not older than the pinned version. */
function isSuitable(path) {
  if (!existsSync(path)) return false;
  const { stdout } = spawnSync(path, ["-version"], { encoding: "utf8", timeout: 15_000 });
  const found = versionIn(stdout ?? "");
  return found !== undefined && compareVersions(found, version) >= 0;
}

/** The binary appears at its path whole or not at all: another process may build it too. */
function built() {
  process.stderr.write(`Building actionlint ${version} from its Go module (once, some seconds)\n`);
  const path = cachePath();
  mkdirSync(dirname(path), { recursive: true });
  const folder = mkdtempSync(join(dirname(path), "build-"));
  try {
    const { status, error, stderr } = spawnSync("go", ["install", module], {
      // The module, and not what a go.mod or go.work above this folder makes of it.
      cwd: folder,
      env: { ...process.env, GOBIN: folder, GOWORK: "off" },
      encoding: "utf8",
      timeout: buildTimeLimit,
    });
    if (status !== 0) notFound(error?.message ?? stderr.trim());
    renameSync(join(folder, "actionlint"), path);
    return path;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function notFound(reason) {
  throw new Error(
    [
      "There is no actionlint on this machine, so that the workflows can't be checked. Tried:",
      `  1. an actionlint on PATH, ${version} or newer: there is none`,
      `  2. the cache: ${cachePath()} does not exist or does not run`,
      `  3. go install ${module}: ${reason}`,
      "Install one of these and run the same command again:",
      `  - actionlint, ${version} or newer: https://github.com/rhysd/actionlint/blob/main/docs/install.md`,
      "  - Go, 1.25 or newer: https://go.dev/doc/install (actionlint is then built, once)",
    ].join("\n"),
  );
}
