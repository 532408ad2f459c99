// SPDX-License-Identifier: Apache-2.0
import {
  checkpointEpoch,
  createRegistry,
  Fenced,
  replay,
  retireLogs,
  run,
  sealEpoch,
} from "payments-journal";
import type { Journal, JournalRecord } from "payments-journal";
import {
  createFence,
  DynamoJournal,
  inTransaction,
  openJournal,
  PostgresReplayTarget,
  PostgresStandby,
  raiseFence,
} from "payments-journal/adapters";
import type { ClientBase } from "pg";
import { Pool } from "pg";

import { startJournal, startPostgres } from "../../../drill/parts";
import type { JournalServer, Postgres } from "../../../drill/parts";

let server: JournalServer;
let primary: Postgres;
let standby: Postgres;
const pools: Pool[] = [];
const stores: DynamoJournal[] = [];

beforeAll(async () => {
  [server, primary] = await Promise.all([startJournal(), startPostgres()]);
  await primary.query(createFence);
  await primary.query("CREATE TABLE operations (name text PRIMARY KEY, version int, body jsonb)");
  standby = await primary.createStandby();
});

afterAll(async () => {
  stores.forEach((store) => store.destroy());
  await Promise.all(pools.map((pool) => pool.end()));
  await Promise.all([server.stop(), standby.stop(), primary.stop()]);
});

function newStore(): DynamoJournal {
  const { url, region, credentials, table } = server;
  const store = new DynamoJournal({
    table,
    endpoints: [{ region, url, credentials }],
    callMilliseconds: 30_000,
  });
  stores.push(store);
  return store;
}

function poolOf(database: Postgres): Pool {
  const pool = new Pool({ connectionString: database.url });
  pool.on("error", () => undefined);
  pools.push(pool);
  return pool;
}

async function versionsOf(client: ClientBase, names: readonly string[]) {
  const { rows } = await client.query<{ name: string; version: number }>(
    "SELECT name, version FROM operations WHERE name = ANY($1)",
    [names],
  );
  return new Map(rows.map(({ name, version }) => [name, version]));
}

async function apply(client: ClientBase, records: readonly JournalRecord[]): Promise<void> {
  for (const { operation, version, body } of records) {
    await client.query(
      `INSERT INTO operations VALUES ($1, $2, $3) ON CONFLICT (name)
       DO UPDATE SET version = excluded.version, body = excluded.body
       WHERE operations.version = excluded.version - 1`,
      [operation, version, JSON.stringify(body)],
    );
  }
}

/** Takes payments as fast as answers come, until the journal is fenced; says what was acknowledged. */
async function pay(journal: Journal, name: string): Promise<string[]> {
  const acknowledged: string[] = [];
  try {
    for (let count = 1; ; count += 1) {
      const operation = `${name}-${count}`;
      for (const version of [1, 2]) {
        await journal.append({ payment: operation, operation, version, body: { version } });
        acknowledged.push(`${operation} ${version}`);
      }
    }
  } catch (error) {
    if (error instanceof Fenced) return acknowledged;
    throw error;
  }
}

describe("a journal on a table, and PostgreSQL", () => {
  it("has all that was acknowledged in the standby after the region's loss, and no more after the seal", async () => {
    const store = newStore();
    await store.createControl({ epoch: 1, phase: "ACTIVE", active: "us-east-1", revision: 1 });
    await run(createRegistry(1), { journal: store });
    const heartbeat = () => Promise.resolve({ admitted: 0, answered: 0, databaseWritable: true });
    const journals = await Promise.all(
      ["api-1", "api-2", "api-3"].map((process) =>
        openJournal({ store: newStore(), region: "us-east-1", process, heartbeat }),
      ),
    );
    const payers = journals.flatMap((journal) =>
      [...Array(8).keys()].map((lane) => pay(journal, `${journal.log}/${lane}`)),
    );
    await journals[0]?.append({ payment: "last", operation: "last", version: 1, body: {} });

    // The right to write changes hands while all three take payments.
    const sealing = { epoch: 1, phase: "SEALING", active: "us-east-1", revision: 2 } as const;
    expect(await store.replaceControl(sealing, 1)).toBe(true);
    const sealed = await run(sealEpoch(1, "controller"), { journal: store });
    expect(sealed.map(({ entry }) => entry.log).sort()).toEqual(
      journals.map(({ log }) => log).sort(),
    );
    const acknowledged = (await Promise.all(payers)).flat();
    expect(acknowledged.length).toBeGreaterThan(0);

    await standby.query("SELECT pg_promote()");
    const pool = poolOf(standby);
    await inTransaction(pool, (client) => raiseFence(client, 2));
    const database = new PostgresReplayTarget({ pool, epoch: 2, versionsOf, apply });
    const report = await run(replay(1), { journal: store, database });
    expect(report.missing).toBe(report.records);
    expect(await run(replay(1), { journal: store, database })).toMatchObject({ missing: 0 });

    const { rows } = await pool.query<{ name: string; version: number }>(
      "SELECT * FROM operations",
    );
    const stored = new Map(rows.map(({ name, version }) => [name, version]));
    const lost = acknowledged.filter((one) => {
      const [operation = "", version] = one.split(" ");
      return (stored.get(operation) ?? 0) < Number(version);
    });
    expect(lost).toEqual([]);

    await Promise.all(journals.map((journal) => journal.close()));
  });

  it("has its checkpoints moved by what a standby has, and its logs retired", async () => {
    const journal = newStore();
    const next = await standby.createStandby({ name: "next" });
    try {
      const versions = new PostgresStandby(poolOf(next), versionsOf);
      const progress = await run(checkpointEpoch(1, 100_000), { journal, standby: versions });
      expect(progress.every(({ finished }) => finished)).toBe(true);
      expect(await run(retireLogs(1), { journal })).toBe(progress.length);
      expect(await run(replay(1), { journal })).toMatchObject({ logs: 0, records: 0 });
    } finally {
      await Promise.all(pools.splice(1).map((pool) => pool.end()));
      await next.stop();
    }
  });
});
