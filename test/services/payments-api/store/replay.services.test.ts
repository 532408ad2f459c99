// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";
import type { JournalRecord } from "payments-journal";
import { Fenced, inReplayOrder, run } from "payments-journal";
import { inTransaction, PostgresReplayTarget } from "payments-journal/adapters";
import { notified } from "../../../../services/payments-api/operations/notified";
import { pay } from "../../../../services/payments-api/operations/pay";
import { refund } from "../../../../services/payments-api/operations/refund";
import { PaymentListing } from "../../../../services/payments-api/store/listing";
import { PostgresMerchants } from "../../../../services/payments-api/store/merchants";
import { migrate } from "../../../../services/payments-api/store/migrate";
import { remnants } from "../../../../services/payments-api/store/remnants";
import type { Remnant } from "../../../../services/payments-api/store/remnants";
import { applyRecords, versionsOf } from "../../../../services/payments-api/store/replay";
import { chargeIntent, startPaymentsDatabase } from "../../../support/payments-database";
import type { PaymentsDatabase } from "../../../support/payments-database";
import { payAsk, payIn, PaymentWorld, refundAsk, refundIn } from "../../../support/payment-world";

// Starting PostgreSQL takes seconds on a busy machine.
jest.setTimeout(120_000);

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

async function apply(records: readonly JournalRecord[]): Promise<void> {
  await inTransaction(here.pool, (client) => applyRecords(client, records));
}

/** All that a replay may change, but for when leases end, and when postings were made here. */
async function state(): Promise<unknown> {
  const tables = await Promise.all([
    here.postgres.query("SELECT * FROM operations ORDER BY id"),
    here.postgres.query("SELECT operation, version, body FROM steps ORDER BY 1, 2"),
    here.postgres.query("SELECT operation, account, amount FROM postings ORDER BY 1, 2"),
    here.postgres.query("SELECT * FROM notices ORDER BY id"),
  ]);
  return tables.map(({ rows }) => rows);
}

/** A journal with a bit of everything: declined, accepted and then settled, refunded, open. */
async function history(): Promise<PaymentWorld> {
  const world = new PaymentWorld();
  await payIn(world, "p");
  await refundIn(world, "r1", "p", 300);
  world.decide = () => "declined";
  await refundIn(world, "r2", "p", 200);
  await payIn(world, "q");
  world.decide = () => "accepted";
  await payIn(world, "s");
  const answer = { result: "succeeded", reference: "x" } as const;
  const told = { processor: "stripe", event: "e", operation: "payment-s", answer } as const;
  await world.run(notified(world.context(), told));
  world.deaf = true;
  await refundIn(world, "r3", "p", 600);
  return world;
}

describe("the journal's replay over the tables of payments", () => {
  it("finds the fence that the migration made, by whatever connection", async () => {
    await here.raise(2);
    const target = new PostgresReplayTarget({
      ...{ pool: here.pool, epoch: 2, versionsOf, apply: applyRecords },
    });
    const names = ["a", "b", "c", "d"];
    await Promise.all(names.map((key) => target.apply([chargeIntent(key)])));
    expect(await target.versionsOf(names.map((key) => `payment-${key}`))).toEqual(
      new Map(names.map((key) => [`payment-${key}`, 1])),
    );
    await here.raise(3);
    await expect(target.apply([chargeIntent("e")])).rejects.toThrow(Fenced);
    await expect(here.operations.find(2, "payment-a")).rejects.toThrow(Fenced);
  });
});

describe("applyRecords", () => {
  it("restores operations, what refunds have reserved, postings and notifications", async () => {
    const world = await history();
    await apply([...world.journal].sort(inReplayOrder));
    for (const [id, { operation }] of world.database.operations) {
      expect(await here.operations.find(1, id)).toEqual({
        ...operation,
        journaled: operation.version,
      });
    }
    const { rows } = await here.postgres.query(
      "SELECT operation, sum(amount)::integer AS sum, count(*)::integer AS lines FROM postings GROUP BY 1",
    );
    expect(rows.map(({ sum, lines }) => [sum, lines])).toEqual([
      [0, 2],
      [0, 2],
      [0, 2],
    ]);
    world.deaf = false;
    const ports = { ...world.ports, operations: here.operations };
    const more = await run(refund(world.context(), refundAsk("r4", "p", 101)), ports);
    expect(more).toMatchObject({ kind: "refused" });
    const rest = await run(refund(world.context(), refundAsk("r5", "p", 100)), ports);
    expect(rest).toMatchObject({ kind: "answered" });
    const again = await run(pay(world.context(), payAsk("p")), ports);
    expect(again).toMatchObject({ kind: "answered", repeated: true });
    const other = await run(pay(world.context(), payAsk("p", { bodyHash: "other" })), ports);
    expect(other).toEqual({ kind: "key-reused" });
  });

  it("changes nothing the second time", async () => {
    const records = [...(await history()).journal].sort(inReplayOrder);
    await apply(records);
    const once = await state();
    await apply(records);
    await apply(records.slice(3));
    expect(await state()).toEqual(once);
  });

  it("comes to the same in any order that keeps each operation's own, cut anywhere", async () => {
    const records = [...(await history()).journal].sort(inReplayOrder);
    await apply(records);
    const expected = await state();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 20, maxLength: 20 }),
        fc.integer({ min: 0, max: 20 }),
        async (weights, cut) => {
          await here.clear();
          const shuffled = mixed(records, weights);
          await apply(shuffled.slice(0, cut));
          await apply(shuffled.slice(Math.max(0, cut - 3)));
          expect(await state()).toEqual(expected);
        },
      ),
      { numRuns: 20 },
    );
  });

  it("leaves alone what the database has beyond the journal", async () => {
    const world = await history();
    await apply(world.journal.filter(({ version }) => version === 1));
    const ports = { ...world.ports, operations: here.operations };
    world.deaf = false;
    await here.postgres.query("UPDATE operations SET lease_until = '-infinity'");
    await run(pay(world.context(), payAsk("p")), ports);
    await here.marks.flush();
    const before = await here.operations.find(1, "payment-p");
    await apply(world.journal.filter(({ operation }) => operation === "payment-p"));
    expect(await here.operations.find(1, "payment-p")).toEqual(before);
  });

  it("does not call journaled what it skipped over", async () => {
    const world = new PaymentWorld();
    await payIn(world, "p");
    const [intent, outcome] = world.journal;
    if (intent === undefined || outcome === undefined) throw new Error("no records");
    await here.operations.begin(1, intent, { owner: "a", milliseconds: 0 });
    await apply([outcome]);
    expect(await here.operations.find(1, "payment-p")).toMatchObject({ version: 2, journaled: 0 });
  });

  it("applies nothing when a record is of an unknown kind", async () => {
    const intent = chargeIntent("k");
    const odd = { ...intent, operation: "odd", body: { step: "later" } };
    await expect(apply([intent, odd])).rejects.toThrow("it has no step that is known here");
    expect(await here.operations.find(1, "payment-k")).toBeUndefined();
  });
});

/** Moves records past each other, those of one operation in their order. */
function mixed(records: readonly JournalRecord[], weights: readonly number[]) {
  const left = [...records];
  const order: JournalRecord[] = [];
  for (const weight of weights) {
    const first = left[Math.floor(weight * (left.length - 1))];
    const at = left.findIndex(({ operation }) => operation === first?.operation);
    order.push(...left.splice(at, 1));
  }
  return [...order, ...left];
}

describe("versionsOf", () => {
  it("tells the version of what is there, notifications too, and nothing of the rest", async () => {
    await apply((await history()).journal);
    const names = ["payment-s", "refund-r3", "notice:stripe:e", "payment-unknown"];
    const versions = await inTransaction(here.pool, (client) => versionsOf(client, names));
    expect([...versions].sort()).toEqual([
      ["notice:stripe:e", 1],
      ["payment-s", 3],
      ["refund-r3", 1],
    ]);
  });
});

describe("migrate", () => {
  it("leaves a database alone that is up to date", async () => {
    expect(await migrate(here.postgres.url)).toContain("No migrations to run");
  });

  it("fails with what the tool said", async () => {
    await expect(migrate("postgresql://postgres@127.0.0.1:1/none")).rejects.toThrow("ECONNREFUSED");
  });
});

describe("PaymentListing", () => {
  it("lists newest first, page by page, each payment once", async () => {
    const world = new PaymentWorld();
    for (let index = 0; index < 7; index += 1) {
      world.now += index % 2;
      await payIn(world, `k${index}`);
    }
    await payIn(world, "other", { merchant: "other" });
    await apply(world.journal);
    const listing = new PaymentListing(here.database);
    const all = await listing.list("merchant", { limit: 100 });
    expect(all.cursor).toBeUndefined();
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listing.list("merchant", { limit: 3, ...(cursor ? { cursor } : {}) });
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(paged).toEqual(all.items.map(({ id }) => id));
    expect(new Set(paged).size).toBe(7);
    const times = all.items.map(({ createdAt }) => createdAt);
    expect(times).toEqual([...times].sort().reverse());
    expect(await listing.recentTransactions("merchant", 60)).toBe(0);
  });

  it("shows and filters by what is durable only", async () => {
    const world = await history();
    await apply(world.journal);
    await here.postgres.query("UPDATE operations SET journaled = 1 WHERE id = 'payment-q'");
    await here.postgres.query("UPDATE operations SET journaled = 1 WHERE id = 'refund-r1'");
    const listing = new PaymentListing(here.database);
    const { items } = await listing.list("merchant", { limit: 10 });
    const shown = new Map(items.map((item) => [item.id, item]));
    expect(shown.get("payment-q")).toMatchObject({ status: "pending" });
    expect(shown.get("payment-q")?.declined).toBeUndefined();
    expect(shown.get("payment-p")).toMatchObject({ status: "succeeded", refunded: 0 });
    const pending = await listing.list("merchant", { limit: 10, status: "pending" });
    expect(pending.items.map(({ id }) => id)).toEqual(["payment-q"]);
  });
});

describe("remnants", () => {
  it("lists the steps of an old database that the journal has not, or has differently", async () => {
    const old = await startPaymentsDatabase();
    const world = new PaymentWorld();
    const lease = { owner: "a", milliseconds: 0 };
    try {
      await payIn(world, "both");
      await apply(world.journal);
      const [intent, outcome] = world.journal;
      if (intent === undefined || outcome === undefined) throw new Error("no records");
      const declined = { step: "outcome", result: "declined", reference: "y", reason: null };
      const other = { ...outcome, body: declined };
      await old.operations.begin(1, intent, lease);
      await old.operations.advance(1, other);
      await old.operations.begin(1, chargeIntent("lost"), lease);
      const found: Remnant[] = [];
      for await (const remnant of remnants(old.database, here.database)) found.push(remnant);
      expect(found).toEqual([
        { record: other, instead: outcome },
        { record: chargeIntent("lost") },
      ]);
    } finally {
      await old.stop();
    }
  });
});

describe("PostgresMerchants", () => {
  it("finds a merchant by the hash of a key that is not revoked", async () => {
    const merchants = new PostgresMerchants(here.database);
    const hash = Buffer.alloc(32, 7);
    await merchants.add("m", "A shop");
    await merchants.addKey("m", hash);
    expect(await merchants.merchantOf(hash)).toBe("m");
    expect(await merchants.merchantOf(Buffer.alloc(32, 8))).toBeUndefined();
    await merchants.revokeKey(hash);
    expect(await merchants.merchantOf(hash)).toBeUndefined();
  });
});
