// SPDX-License-Identifier: Apache-2.0
import type { KnownOperation } from "../../../../services/payments-api/processors/reconciliation";
import { PostgresKnownOperations } from "../../../../services/payments-api/store/known-operations";
import * as statements from "../../../../services/payments-api/store/statements";
import { keep, startPaymentsDatabase } from "../../../support/payments-database";
import type { PaymentsDatabase } from "../../../support/payments-database";

jest.setTimeout(120_000);

const succeeded = { processor: "stripe", result: "succeeded" } as const;

let here: PaymentsDatabase;

beforeAll(async () => {
  here = await startPaymentsDatabase();
});

afterAll(async () => {
  await here?.stop();
});

beforeEach(async () => {
  await here.clear();
});

/** Puts a payment's success at a time, in milliseconds since 1970. */
async function at(id: string, posted: number): Promise<void> {
  await keep(here, { ...succeeded, id, reference: `pi_${id}` });
  const values = [id, posted];
  await here.postgres.query("UPDATE postings SET posted_ms = $2 WHERE operation = $1", values);
}

async function idsOf(from: number, to: number, page?: number): Promise<string[]> {
  const ids: string[] = [];
  const known = new PostgresKnownOperations(here.database, page);
  for await (const { operation } of known.succeeded("stripe", from, to)) ids.push(operation);
  return ids;
}

async function found(ids: string[], refunds: string[] = []): Promise<readonly KnownOperation[]> {
  return await new PostgresKnownOperations(here.database).find("stripe", ids, refunds);
}

/** How PostgreSQL goes about a statement, planned once for all values or for these. */
async function planOf(mode: string, text: string, ...values: string[]): Promise<string> {
  const client = await here.pool.connect();
  try {
    await client.query(`SET plan_cache_mode = ${mode}`);
    await client.query(`PREPARE asked AS ${text}`);
    const { rows } = await client.query<Record<string, string>>(
      `EXPLAIN EXECUTE asked (${values.join(", ")})`,
    );
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  } finally {
    client.release(true);
  }
}

describe("what is known of operations", () => {
  it("has those that succeeded in a time, its beginning included and its end not", async () => {
    for (const [id, posted] of [
      ["a", 99],
      ["b", 100],
      ["c", 199],
      ["d", 200],
    ] as const) {
      await at(id, posted);
    }
    expect(await idsOf(100, 200)).toEqual(["b", "c"]);
  });

  it.each([1, 2, 3, 100])("has each once, in order, by pages of %i", async (page) => {
    // Three at one time: a page ends among them.
    for (const [id, posted] of [
      ["z", 1],
      ["c", 5],
      ["a", 5],
      ["b", 5],
      ["y", 9],
    ] as const) {
      await at(id, posted);
    }
    expect(await idsOf(0, 10, page)).toEqual(["z", "a", "b", "c", "y"]);
  });

  it("counts a success from when it happened, whenever the payment was begun", async () => {
    const before = Date.now() - 60_000;
    // Its INTENT is of 1970.
    await keep(here, { ...succeeded, id: "late", reference: "pi_1" });
    expect(await idsOf(before, before + 120_000)).toEqual(["late"]);
  });

  it("has no other processor's, and nothing that was declined or is open", async () => {
    await keep(here, { ...succeeded, id: "other", processor: "adyen", reference: "1" });
    await keep(here, { ...succeeded, id: "no", result: "declined", reference: "2" });
    await keep(here, { ...succeeded, id: "open", result: "accepted", reference: "3" });
    expect(await idsOf(0, Number.MAX_SAFE_INTEGER)).toEqual([]);
    expect(await found(["other"])).toEqual([]);
    expect((await found(["no", "open"])).map(({ status }) => status).sort()).toEqual([
      "accepted",
      "declined",
    ]);
  });

  it("knows an outcome that the journal may lack for none", async () => {
    await keep(here, { ...succeeded, id: "lost", reference: "pi_1" }, 1);
    expect(await idsOf(0, Number.MAX_SAFE_INTEGER)).toEqual([]);
    expect(await found(["lost"])).toMatchObject([{ operation: "lost", status: "pending" }]);
    await here.operations.finished(1, "lost", 2);
    await here.marks.flush();
    expect(await idsOf(0, Number.MAX_SAFE_INTEGER)).toEqual(["lost"]);
    expect(await found(["lost"])).toMatchObject([{ status: "succeeded" }]);
  });

  it("finds by ids, and refunds by the processor's references", async () => {
    await keep(here, { ...succeeded, id: "one", reference: "pi_1" });
    await keep(here, { ...succeeded, id: "two", kind: "refund", amount: 7, reference: "re_2" });
    const refund = { operation: "two", kind: "refund", status: "succeeded", amount: 7 };
    expect(await found(["one", "none", "\0"], ["re_2", "pi_1"])).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ operation: "one", kind: "charge", reference: "pi_1" }),
        { ...refund, currency: "EUR", reference: "re_2" },
      ]),
    );
    expect(await found([], ["re_2", "pi_1"])).toHaveLength(1);
  });

  it("scans no table, which hold years", async () => {
    await here.postgres.query(
      `INSERT INTO operations SELECT 'pay_' || n, 'pay_' || n,
         CASE WHEN n % 20 = 0 THEN 'refund' ELSE 'charge' END, 'merchant', 'key' || n, 1, 'EUR',
         'stripe', n, 'succeeded', 2, 2, 'ref_' || n, NULL, 1, 'process', '-infinity'
       FROM generate_series(1, 20000) AS n`,
    );
    await here.postgres.query(
      `INSERT INTO postings SELECT id, account, 1, at_ms * 1000
       FROM operations, unnest(ARRAY['merchant:merchant', 'processor:stripe']) AS account`,
    );
    await here.postgres.query("ANALYZE operations, postings");
    for (const mode of ["force_generic_plan", "force_custom_plan"]) {
      const names = ["'stripe'", "'{pay_1}'", "'{ref_20}'"];
      const named = await planOf(mode, statements.knownNamed.text, ...names);
      expect(named).toContain("operations_pkey");
      expect(named).toContain("operations_refund_references");
      const day = ["'stripe'", "5000000", "''", "6000000", "100"];
      const page = await planOf(mode, statements.knownSucceeded.text, ...day);
      expect(page).toContain("postings_by_processor");
      for (const plan of [named, page]) expect(plan).not.toMatch(/Seq Scan|Sort/);
    }
  });
});
