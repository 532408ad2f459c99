// SPDX-License-Identifier: Apache-2.0
import { Unavailable } from "payments-journal";
import { createFence } from "payments-journal/adapters";
import { Pool } from "pg";
import { startPostgres, type Postgres } from "../../../../drill/parts";
import { PostgresRegions } from "../../../../services/failover/regions/postgres-regions";

let postgres: Postgres;
let pool: Pool;

beforeAll(async () => {
  postgres = await startPostgres();
  pool = new Pool({ connectionString: postgres.url });
});

afterAll(async () => {
  await pool.end();
  await postgres.stop();
});

describe("the epoch that PostgreSQL serves", () => {
  it("is not known where there is no fence, or nobody answers: that keeps nobody from a failover", async () => {
    const nowhere = new Pool({ host: "127.0.0.1", port: 1 });
    const regions = new PostgresRegions({ "eu-west-1": pool, "us-east-1": nowhere });
    expect(await regions.served("eu-west-1")).toBeUndefined();
    expect(await regions.served("us-east-1")).toBeUndefined();
    expect(await regions.observe("eu-west-1")).toMatchObject({ role: "writer", ready: true });
    await nowhere.end();
  });

  it("is what its fence says", async () => {
    await pool.query(createFence);
    const regions = new PostgresRegions({ "eu-west-1": pool });
    await regions.raiseFence("eu-west-1", 3);
    expect(await regions.served("eu-west-1")).toMatchObject({ epoch: 3 });
  });
});

describe("a promotion of PostgreSQL", () => {
  const order = { kind: "failover", attempt: 2 } as const;

  it("does not count as refused when the call comes too late: an earlier one may be under way", async () => {
    const regions = new PostgresRegions({ "eu-west-1": pool });
    const notAfter = (await regions.now("eu-west-1")) - 1;
    const late = regions.promote("eu-west-1", { ...order, notAfter });
    await expect(late).rejects.toThrow(Unavailable);
  });

  it("counts as accepted when it is done already", async () => {
    const regions = new PostgresRegions({ "eu-west-1": pool });
    const notAfter = (await regions.now("eu-west-1")) + 60_000;
    expect(await regions.promote("eu-west-1", { ...order, notAfter })).toBe("accepted");
  });
});
