// SPDX-License-Identifier: Apache-2.0
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";

import {
  startJournal,
  startPostgres,
  startRedis,
  type LocalServer,
  type Postgres,
} from "../../../drill/parts";
import { processTree } from "../../../drill/parts/process-tree";

const started: LocalServer[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
});

async function keep<Server extends LocalServer>(starting: Promise<Server>): Promise<Server> {
  const server = await starting;
  started.push(server);
  return server;
}

/** Asks again until the answer is the one wanted; the test's own time limit ends it. */
async function until(answer: () => Promise<unknown>, wanted: unknown): Promise<void> {
  while ((await answer().catch(() => undefined)) !== wanted) await sleep(50);
}

async function count(postgres: Postgres): Promise<unknown> {
  return (await postgres.query("SELECT count(*)::int AS n FROM paid")).rows[0]?.["n"];
}

describe("startPostgres", () => {
  it("keeps a committed row when it is killed and started again on its port", async () => {
    const postgres = await keep(startPostgres());
    const { port } = postgres;
    await postgres.query("CREATE TABLE paid (id int)");
    await postgres.query("INSERT INTO paid VALUES (1)");
    await postgres.kill();
    await expect(postgres.query("SELECT 1")).rejects.toThrow("ECONNREFUSED");
    await postgres.start();
    expect([await count(postgres), postgres.port]).toEqual([1, port]);
  });

  it("writes with fsync on, and takes other settings", async () => {
    const postgres = await keep(startPostgres({ settings: { max_connections: 17 } }));
    const { rows } = await postgres.query(
      "SELECT current_setting('fsync') AS fsync, current_setting('max_connections') AS most",
    );
    expect(rows).toEqual([{ fsync: "on", most: "17" }]);
  });

  it("has a standby that follows, refuses writes, and writes once it is promoted", async () => {
    const primary = await keep(startPostgres());
    await primary.query("CREATE TABLE paid (id int)");
    const standby = await keep(primary.createStandby({ name: "eu" }));
    await primary.query("INSERT INTO paid VALUES (1)");
    await until(() => count(standby), 1);
    await expect(standby.query("INSERT INTO paid VALUES (2)")).rejects.toThrow("read-only");
    await primary.kill();
    await standby.promote();
    await standby.query("INSERT INTO paid VALUES (2)");
    expect(await count(standby)).toBe(2);
  });

  it("waits for the standby that it is told to wait for", async () => {
    const primary = await keep(startPostgres());
    await primary.query("CREATE TABLE paid (id int)");
    const standby = await keep(primary.createStandby({ name: "eu" }));
    await primary.waitFor("eu");
    await until(
      async () =>
        (await primary.query("SELECT sync_state FROM pg_stat_replication")).rows[0]?.["sync_state"],
      "sync",
    );
    standby.pause();
    const inserted = primary.query("INSERT INTO paid VALUES (1)").then(() => "inserted");
    expect(await Promise.race([inserted, sleep(1_000).then(() => "waiting")])).toBe("waiting");
    standby.resume();
    expect(await inserted).toBe("inserted");
  });

  it("has a standby that applies late when it is told to", async () => {
    const primary = await keep(startPostgres());
    await primary.query("CREATE TABLE paid (id int)");
    await keep(primary.createStandby({ name: "late", applyDelay: 4_000 }));
    const { rows } = await (started[1] as Postgres).query("SHOW recovery_min_apply_delay");
    expect(rows).toEqual([{ recovery_min_apply_delay: "4s" }]);
  });

  it("stops all of its processes while it is paused, and none of its data is gone after", async () => {
    const postgres = await keep(startPostgres());
    const asked = postgres.query("SELECT pg_sleep(0.5)").then(() => "answered");
    postgres.pause();
    expect(processTree(postgres.pid).length).toBeGreaterThan(1);
    expect(await Promise.race([asked, sleep(1_500).then(() => "silent")])).toBe("silent");
    postgres.resume();
    expect(await asked).toBe("answered");
  });

  it("fails with the last lines of the log when it can't start", async () => {
    await expect(startPostgres({ settings: { shared_buffers: "nonsense" } })).rejects.toThrow(
      /postgres ended at start:[^]*invalid value for parameter "shared_buffers"/,
    );
  });
});

describe("startRedis", () => {
  it("forgets everything when it is killed and started again", async () => {
    const redis = await keep(startRedis());
    const { pid } = redis;
    await redis.kill();
    expect(redis.running).toBe(false);
    await redis.start();
    expect(redis.pid).not.toBe(pid);
  });
});

describe("startJournal", () => {
  it("has the journal's table, with its keys", async () => {
    const journal = await keep(startJournal());
    const client = new DynamoDBClient({
      endpoint: journal.url,
      region: journal.region,
      credentials: journal.credentials,
    });
    const { Table } = await client.send(new DescribeTableCommand({ TableName: journal.table }));
    client.destroy();
    expect(Table?.TableStatus).toBe("ACTIVE");
    expect(Table?.KeySchema).toEqual([
      { AttributeName: "log", KeyType: "HASH" },
      { AttributeName: "seq", KeyType: "RANGE" },
    ]);
  });
});

describe("every part", () => {
  it("has a port of its own, and leaves no process and no folder when it is stopped", async () => {
    const [first, second] = await Promise.all([startRedis(), startRedis()]);
    expect(first.port).not.toBe(second.port);
    const { pid } = first;
    await Promise.all([first.stop(), second.stop()]);
    expect(processTree(pid)).toEqual([]);
    expect(existsSync(first.folder)).toBe(false);
  });
});
