// SPDX-License-Identifier: Apache-2.0
import { Unavailable } from "payments-journal";
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
