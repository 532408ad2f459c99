// SPDX-License-Identifier: Apache-2.0
import { Unavailable } from "payments-journal";
import { Database } from "../../../../services/payments-api/store/database";
import { startPaymentsDatabase } from "../../../support/payments-database";
import type { PaymentsDatabase } from "../../../support/payments-database";

// Starting PostgreSQL takes seconds on a busy machine.
jest.setTimeout(120_000);

let here: PaymentsDatabase;

beforeAll(async () => {
  here = await startPaymentsDatabase();
});

afterAll(async () => {
  await here?.stop();
});

describe("Database", () => {
  it("undoes a transaction whose body throws, and goes on", async () => {
    const database = new Database({ url: here.postgres.url, connections: 1 });
    const insert = { name: "t", text: "INSERT INTO merchants VALUES ('undone', 'x')" };
    const undone = database.transaction(async (query) => {
      await query(insert, []);
      throw new Error("no");
    });
    await expect(undone).rejects.toThrow("no");
    const rows = await database.query(
      { name: "u", text: "SELECT id FROM merchants WHERE id = 'undone'" },
      [],
    );
    expect(rows).toEqual([]);
    await database.close();
  });

  it("outlives a connection that is cut while a transaction has nothing to ask", async () => {
    const pid = { name: "pid", text: "SELECT pg_backend_pid() AS pid" };
    const cut = here.database.transaction(async (query) => {
      const [row] = await query<{ pid: number }>(pid, []);
      await here.postgres.query(`SELECT pg_terminate_backend(${row?.pid}, 10000)`);
      // Until the end of the connection has come here too.
      await new Promise((resolve) => setTimeout(resolve, 200));
      await query(pid, []);
    });
    await expect(cut).rejects.toThrow(Unavailable);
    expect(await here.database.query(pid, [])).toHaveLength(1);
  });

  it("fails rather than round a number that is not exact here", async () => {
    const large = { name: "large", text: "SELECT 9007199254740993::bigint AS n" };
    await expect(here.database.query(large, [])).rejects.toThrow(RangeError);
  });
});
