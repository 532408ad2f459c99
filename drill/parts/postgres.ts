// SPDX-License-Identifier: Apache-2.0
import { execFile } from "node:child_process";
import { appendFileSync, chownSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { Client, type QueryResult } from "pg";

import { installed } from "./installed";
import { LocalServer } from "./local-server";
import { freePort, loopback } from "./ports";

const execute = promisify(execFile);

/** Settings of PostgreSQL, by their own names. */
export type PostgresSettings = Readonly<Record<string, string | number>>;

/** How a standby is made. */
export interface StandbyOptions {
  /** Also its `application_name`, by which a primary may wait for it. @default "standby" */
  readonly name?: string;
  /** Where it finds its primary, when not directly: one end of a link. @default - the primary */
  readonly through?: { readonly host: string; readonly port: number };
  /** Milliseconds that it waits before it applies a commit. @default 0 */
  readonly applyDelay?: number;
  /** Where it listens, so that it can take the place of another that is stopped. @default - a free one */
  readonly port?: number;
}

/** What every server starts with, unless it is started with something else. */
const defaults: PostgresSettings = {
  listen_addresses: loopback,
  unix_socket_directories: "",
  wal_level: "replica",
  hot_standby: "on",
  max_wal_senders: 10,
  // A standby behind a cut link catches up from here; the drill cuts for seconds.
  wal_keep_size: "1GB",
  max_wal_size: "4GB",
  max_connections: 300,
  shared_buffers: "64MB",
  // The drill's own measurements must not stop for a checkpoint.
  checkpoint_timeout: "30min",
};

/** A PostgreSQL of this machine, on a folder of its own, with fsync on. */
export class Postgres extends LocalServer {
  /** For clients: user and database are `postgres`. */
  get url(): string {
    return `postgresql://postgres@${this.host}:${this.port}/postgres`;
  }

  /** Asks one thing, on a connection of its own. @throws whatever the database answers */
  async query(text: string, values: unknown[] = []): Promise<QueryResult<Record<string, unknown>>> {
    const client = new Client({ connectionString: this.url, connectionTimeoutMillis: 5_000 });
    // A server killed under an idle connection says so here as well.
    client.on("error", () => undefined);
    await client.connect();
    try {
      return await client.query<Record<string, unknown>>(text, values);
    } finally {
      await client.end();
    }
  }

  /** Copies it as it is now, and follows it from there on by streaming. */
  async createStandby(options: StandbyOptions = {}): Promise<Postgres> {
    const { name = "standby", through = this, applyDelay = 0, port } = options;
    const folder = makeFolder(name, await databaseUser());
    const primary = `host=${through.host} port=${through.port} user=postgres`;
    await tool("pg_basebackup", [
      ...["--pgdata", join(folder, "data"), "--wal-method", "stream", "--checkpoint", "fast"],
      ...["--write-recovery-conf", "--no-sync"],
      ...["--dbname", `${primary} application_name=${name}`],
    ]);
    if (applyDelay > 0) {
      const setting = `recovery_min_apply_delay = ${applyDelay}\n`;
      appendFileSync(join(folder, "data", "postgresql.auto.conf"), setting);
    }
    return open(name, folder, port);
  }

  /** Makes a standby the writer, and waits until it is. */
  async promote(): Promise<void> {
    await this.query("SELECT pg_promote(true, 60)");
  }

  /**
   * Names the standbys that a commit waits for, in the words of `synchronous_standby_names`; none
   * when empty.
   */
  async waitFor(standbys: string): Promise<void> {
    await this.change("synchronous_standby_names", standbys);
  }

  /** Changes a setting of the running server, one that a reload is enough for. */
  async change(setting: string, value: string | number): Promise<void> {
    await this.query(`ALTER SYSTEM SET ${setting} = '${value}'`);
    await this.query("SELECT pg_reload_conf()");
  }
}

/**
 * Starts an empty PostgreSQL on a free port. PostgreSQL refuses to run as root: there, the user
 * `postgres` of the machine runs it.
 *
 * @throws Error when none is installed, or it does not answer
 */
export async function startPostgres({
  name = "postgres",
  settings = {},
}: { readonly name?: string; readonly settings?: PostgresSettings } = {}): Promise<Postgres> {
  const folder = makeFolder(name, await databaseUser());
  const data = join(folder, "data");
  await tool("initdb", [
    ...["--pgdata", data, "--username", "postgres", "--auth", "trust"],
    ...["--encoding", "UTF8", "--locale", "C", "--no-sync"],
  ]);
  const lines = Object.entries({ ...defaults, ...settings }).map(
    ([key, value]) => `${key} = '${value}'\n`,
  );
  appendFileSync(join(data, "postgresql.conf"), lines.join(""));
  return open(name, folder);
}

async function open(name: string, folder: string, wanted?: number): Promise<Postgres> {
  const port = wanted ?? (await freePort());
  const postgres: Postgres = new Postgres({
    name,
    command: join(installed().postgres, "postgres"),
    args: ["-D", join(folder, "data"), "-p", String(port)],
    user: await databaseUser(),
    folder,
    port,
    answers: () => postgres.query("SELECT 1"),
    // Ends sessions, unlike SIGTERM, which waits for them.
    stopSignal: "SIGINT",
  });
  await postgres.start();
  return postgres;
}

async function tool(name: string, args: readonly string[]): Promise<void> {
  const user = await databaseUser();
  try {
    await execute(join(installed().postgres, name), args, { ...user, cwd: tmpdir() });
  } catch (error) {
    throw new Error(`${name} failed: ${(error as { stderr?: string }).stderr ?? String(error)}`, {
      cause: error,
    });
  }
}

/** The user that runs PostgreSQL, when it can't be the one who runs this. */
async function databaseUser(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const [uid, gid] = await Promise.all(
    ["-u", "-g"].map(async (flag) => Number((await execute("id", [flag, "postgres"])).stdout)),
  );
  if (uid === undefined || gid === undefined) return undefined;
  return { uid, gid };
}

function makeFolder(name: string, owner: { uid: number; gid: number } | undefined): string {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid);
  return folder;
}
