// SPDX-License-Identifier: Apache-2.0
import { setTimeout as wait } from "node:timers/promises";

import { Fenced, Unavailable } from "payments-journal";
import {
  checkFence,
  createFence,
  inTransaction,
  PostgresReplayTarget,
  PostgresStandby,
  raiseFence,
  readFence,
} from "payments-journal/adapters";
import { Pool } from "pg";

import { startPostgres } from "../../../../../drill/parts";
import type { Postgres } from "../../../../../drill/parts";
import { record } from "../../../../support/journal-world";

let postgres: Postgres;
let pool: Pool;

beforeAll(async () => {
  postgres = await startPostgres();
  pool = poolOf(postgres);
  await pool.query(createFence);
});

afterAll(async () => {
  await pool.end();
  await postgres.stop();
});

function poolOf(server: Postgres): Pool {
  const made = new Pool({ connectionString: server.url });
  // A server that is stopped says so on idle connections too.
  made.on("error", () => undefined);
  return made;
}

function raise(epoch: number): Promise<number> {
  return inTransaction(pool, (client) => raiseFence(client, epoch));
}

describe("the fence in PostgreSQL", () => {
  it("rises, and does not fall", async () => {
    expect(await raise(3)).toBe(3);
    expect(await raise(2)).toBe(3);
    expect(await raise(4)).toBe(4);
  });

  it("says how old its epoch is: since it rose, whoever raised it to the same again", async () => {
    await raise(5);
    await pool.query("UPDATE fence SET raised_at = raised_at - interval '1 hour'");
    const hour = 3_600_000;
    for (const epoch of [5, 4]) {
      await raise(epoch);
      const served = await readFence(pool);
      expect(served.epoch).toBe(5);
      expect(served.age).toBeGreaterThanOrEqual(hour);
      expect(served.age).toBeLessThan(2 * hour);
    }
    await raise(6);
    const { epoch, age } = await readFence(pool);
    expect(epoch).toBe(6);
    expect(age).toBeGreaterThanOrEqual(0);
    expect(age).toBeLessThan(hour);
  });

  it("lets transactions of its own epoch pass, and of no other", async () => {
    const epoch = await raise(7);
    await inTransaction(pool, (client) => checkFence(client, epoch));
    for (const other of [6, 8]) {
      await expect(inTransaction(pool, (client) => checkFence(client, other))).rejects.toThrow(
        `the database serves epoch 7, this process is of epoch ${other}`,
      );
    }
  });

  it("waits for the transactions that passed, before it has risen", async () => {
    const epoch = await raise(10);
    const order: string[] = [];
    let raised: Promise<unknown> = Promise.resolve();
    await inTransaction(pool, async (client) => {
      await checkFence(client, epoch);
      raised = raise(11).then(() => order.push("raised"));
      await wait(200);
      order.push("committed");
    });
    await raised;
    expect(order).toEqual(["committed", "raised"]);
  });

  it("fences a transaction that waited for it while it rose", async () => {
    const epoch = await raise(20);
    let late: Promise<unknown> = Promise.resolve();
    await inTransaction(pool, async (client) => {
      await raiseFence(client, 21);
      late = inTransaction(pool, (other) => checkFence(other, epoch)).catch(
        (error: unknown) => error,
      );
      await wait(200);
    });
    expect(await late).toBeInstanceOf(Fenced);
  });
});

describe("the fence under load", () => {
  it("makes no lists of lockers, which PostgreSQL has room for only so long", async () => {
    const used = async () => {
      await pool.query("CHECKPOINT");
      const { rows } = await pool.query<{ next: string }>(
        "SELECT next_multixact_id::text AS next FROM pg_control_checkpoint()",
      );
      return Number(rows[0]?.next);
    };
    const epoch = await raise(25);
    const before = await used();
    let waiting = 8;
    // Opened by the last of the eight, so that all hold the fence at one time.
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const hold = () =>
      inTransaction(pool, async (client) => {
        await checkFence(client, epoch);
        if ((waiting -= 1) === 0) open();
        await gate;
      });
    await Promise.all(Array.from({ length: 8 }, hold));
    // On one row all but the first make one: seven. Two connections may share a row by chance.
    expect((await used()) - before).toBeLessThan(7);
  });
});

describe("errors of PostgreSQL", () => {
  it("are no answer when the server is away, or ends the connection", async () => {
    const nowhere = new Pool({ host: "127.0.0.1", port: 1 });
    await expect(inTransaction(nowhere, () => Promise.resolve())).rejects.toThrow(Unavailable);
    await nowhere.end();
    const ended = inTransaction(pool, (client) =>
      client.query("SELECT pg_terminate_backend(pg_backend_pid())"),
    );
    await expect(ended).rejects.toThrow(Unavailable);
  });

  it("are no answer when the server is a standby still, or two transactions met", async () => {
    for (const code of ["25006", "40001", "40P01", "53300"]) {
      const text = `DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '${code}'; END $$`;
      await expect(inTransaction(pool, (client) => client.query(text))).rejects.toThrow(
        Unavailable,
      );
    }
  });

  it("stay what they are when the statement is wrong", async () => {
    await expect(inTransaction(pool, (client) => client.query("SELECT nothing"))).rejects.toThrow(
      'column "nothing" does not exist',
    );
  });

  it("leave nothing of the transaction", async () => {
    await pool.query("CREATE TABLE things (id int)");
    const failing = inTransaction(pool, async (client) => {
      await client.query("INSERT INTO things VALUES (1)");
      throw new Fenced("stop");
    });
    await expect(failing).rejects.toThrow(Fenced);
    expect((await pool.query("SELECT * FROM things")).rowCount).toBe(0);
  });
});

describe("the database that is replayed into", () => {
  it("takes nothing from the replay of another epoch", async () => {
    const epoch = await raise(30);
    const apply = jest.fn(() => Promise.resolve());
    const versionsOf = () => Promise.resolve(new Map<string, number>());
    const target = (of: number) => new PostgresReplayTarget({ pool, epoch: of, versionsOf, apply });
    await expect(target(epoch - 1).apply([record("a")])).rejects.toThrow(Fenced);
    expect(apply).not.toHaveBeenCalled();
    await target(epoch).apply([record("a")]);
    expect(apply).toHaveBeenCalledTimes(1);
  });
});

describe("the standby's database", () => {
  it("answers while it is a standby, and not once it was promoted", async () => {
    const standby = await postgres.createStandby();
    const standbyPool = poolOf(standby);
    try {
      const versions = new Map([["a", 3]]);
      const asked = new PostgresStandby(standbyPool, () => Promise.resolve(versions));
      expect(await asked.versionsOf(["a"])).toBe(versions);
      await standby.query("SELECT pg_promote()");
      await expect(asked.versionsOf(["a"])).rejects.toThrow(
        "the standby's database is no standby now: no checkpoint is moved",
      );
    } finally {
      await standbyPool.end();
      await standby.stop();
    }
  });
});
