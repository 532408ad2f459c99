// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { lock } from "proper-lockfile";

/** The servers that the drill and the services' tests run. */
export interface Installed {
  /** The folder of PostgreSQL's programs. */
  readonly postgres: string;
  /** The path of `redis-server` or `valkey-server`. */
  readonly redis: string;
}

const oldestPostgres = 15;

/** Where Debian's packages put PostgreSQL's programs, outside of PATH. */
const debianPostgres = "/usr/lib/postgresql";

/**
 * Finds the servers on this machine; where the test command may (as root, with apt-get), it installs
 * what is missing.
 *
 * @throws Error that names everything to install
 */
export async function ensureInstalled(): Promise<Installed> {
  if (missing().length > 0 && process.getuid?.() === 0 && onPath("apt-get") !== undefined) {
    await install();
  }
  return installed();
}

/**
 * Finds the servers on this machine.
 *
 * @throws Error that names everything to install
 */
export function installed(): Installed {
  const postgres = findPostgres();
  const redis = findRedis();
  if (postgres !== undefined && redis !== undefined) return { postgres, redis };
  throw new Error(
    [
      "real servers are needed on this machine:",
      ...missing().map(({ what, looked, fix }) => `- ${what}: not found ${looked}; install ${fix}`),
    ].join("\n"),
  );
}

interface Missing {
  readonly what: string;
  readonly looked: string;
  readonly fix: string;
  readonly packages: readonly string[];
}

function missing(): Missing[] {
  const postgres: Missing = {
    what: `PostgreSQL ${oldestPostgres} or later`,
    looked: `as initdb and postgres on PATH or in ${debianPostgres}/*/bin`,
    fix: `it (Debian's package is "postgresql", which version 12 and later have new enough)`,
    packages: ["postgresql"],
  };
  const redis: Missing = {
    what: "Redis or Valkey",
    looked: "as redis-server or valkey-server on PATH",
    fix: `either (Debian's package is "redis-server")`,
    packages: ["redis-server"],
  };
  return [
    ...(findPostgres() === undefined ? [postgres] : []),
    ...(findRedis() === undefined ? [redis] : []),
  ];
}

function findRedis(): string | undefined {
  return onPath("redis-server") ?? onPath("valkey-server");
}

function findPostgres(): string | undefined {
  const debian = existsSync(debianPostgres)
    ? readdirSync(debianPostgres)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => join(debianPostgres, version, "bin"))
    : [];
  return [...debian, ...pathFolders()].find(
    (folder) =>
      ["initdb", "postgres", "pg_basebackup"].every((name) => isExecutable(join(folder, name))) &&
      versionIn(folder) >= oldestPostgres,
  );
}

function versionIn(folder: string): number {
  const text = execFileSync(join(folder, "postgres"), ["--version"], { encoding: "utf8" });
  return Number(/(\d+)/.exec(text)?.[1]);
}

/** Two test commands may come here at the same time; one installs, the other then finds it. */
async function install(): Promise<void> {
  const place = join(tmpdir(), "payments-platform-install");
  mkdirSync(place, { recursive: true });
  const release = await lock(place, {
    stale: 600_000,
    retries: { retries: 600, maxTimeout: 1_000 },
  });
  try {
    const packages = missing().flatMap((part) => part.packages);
    if (packages.length === 0) return;
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const waiting = ["--quiet", "--option", "DPkg::Lock::Timeout=300"];
    execFileSync("apt-get", [...waiting, "update"], { env, stdio: "ignore" });
    execFileSync(
      "apt-get",
      [...waiting, "install", "--yes", "--no-install-recommends", ...packages],
      { env, stdio: "ignore" },
    );
  } catch {
    // What is still missing is named by the caller, with what to do about it.
  } finally {
    await release();
  }
}

function onPath(name: string): string | undefined {
  return pathFolders()
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function pathFolders(): string[] {
  return (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
