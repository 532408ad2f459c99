// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** Thrown when a database could not be brought up to date; says what the tool said. */
export class MigrationFailed extends Error {
  override readonly name = "MigrationFailed";
}

/**
 * Brings a database's tables up to date, or leaves them as they were. Several may run at once: one
 * works, the others wait for it. The tool runs as a process of its own, since it is an ES module only.
 *
 * @param url a postgres:// URL; it goes to the tool by the environment, where `ps` doesn't show it
 * @returns what the tool said
 * @throws MigrationFailed
 */
export async function migrate(url: string): Promise<string> {
  const tool = require.resolve("node-pg-migrate/bin/node-pg-migrate");
  const child = spawn(
    process.execPath,
    [tool, "up", "--migrations-dir", migrations(), "--no-verbose", "--advisory-lock-mode", "wait"],
    { env: { ...process.env, DATABASE_URL: url }, stdio: ["ignore", "pipe", "pipe"] },
  );
  let said = "";
  const listen = (chunk: Buffer) => (said += chunk.toString());
  child.stdout.on("data", listen);
  child.stderr.on("data", listen);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (code !== 0) throw new MigrationFailed(`the database was not migrated:\n${said}`);
  return said;
}

/** Beside the sources, or one folder further up from what is built of them. */
function migrations(): string {
  const parent = dirname(__dirname);
  const beside = join(parent, "migrations");
  return existsSync(beside) ? beside : join(dirname(parent), "migrations");
}
