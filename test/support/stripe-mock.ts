// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";

import { freePort, LocalServer, loopback } from "../../drill/parts";

/** Judges requests by Stripe's own description of its API. The newest on 2026-11-30. */
const version = "0.203.0";

const goModule = `github.com/stripe/stripe-mock@v${version}`;

/** Milliseconds that a build may take: it loads its modules. */
const buildTimeLimit = 240_000;

/**
 * Starts Stripe's own test double on a free port.
 *
 * @see https://github.com/stripe/stripe-mock
 * @throws Error naming what to install, when there is none and none can be built
 */
export async function startStripeMock(): Promise<LocalServer> {
  const command = onPath() ?? (existsSync(cachePath()) ? cachePath() : built());
  const port = await freePort();
  const server = new LocalServer({
    name: "stripe-mock",
    command,
    args: ["-http-addr", `${loopback}:${port}`],
    folder: mkdtempSync(join(tmpdir(), "stripe-mock-")),
    port,
    answers: () => fetch(`http://${loopback}:${port}/`, { signal: AbortSignal.timeout(2_000) }),
  });
  await server.start();
  return server;
}

function onPath(): string | undefined {
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, "stripe-mock"))
    .find((path) => existsSync(path));
}

/** Outside of the repository, so that all checkouts share it. */
function cachePath(): string {
  const caches = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  return join(caches, "payments-platform", `stripe-mock-${version}`, "stripe-mock");
}

/** The binary appears at its path whole or not at all: another process may build it too. */
function built(): string {
  const path = cachePath();
  mkdirSync(dirname(path), { recursive: true });
  const folder = mkdtempSync(join(dirname(path), "build-"));
  try {
    const { status, error, stderr } = spawnSync("go", ["install", goModule], {
      // The module, and not what a go.mod or go.work above this folder makes of it.
      cwd: folder,
      env: { ...process.env, GOBIN: folder, GOWORK: "off" },
      encoding: "utf8",
      timeout: buildTimeLimit,
    });
    if (status !== 0) throw notFound(error?.message ?? stderr.trim());
    renameSync(join(folder, "stripe-mock"), path);
    return path;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function notFound(reason: string): Error {
  return new Error(
    [
      "There is no stripe-mock on this machine, so that requests to Stripe can't be checked. Tried:",
      "  1. a stripe-mock on PATH: there is none",
      `  2. the cache: ${cachePath()} does not exist`,
      `  3. go install ${goModule}: ${reason}`,
      "Install one of these and run the same command again:",
      "  - stripe-mock: https://github.com/stripe/stripe-mock#installation",
      "  - Go, 1.25 or newer: https://go.dev/doc/install (stripe-mock is then built, once)",
    ].join("\n"),
  );
}
