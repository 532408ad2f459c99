// SPDX-License-Identifier: Apache-2.0
import { Fenced, run, Unavailable } from "payments-journal";
import { notified } from "../../../../services/payments-api/operations/notified";
import { pay } from "../../../../services/payments-api/operations/pay";
import { postingsOf } from "../../../../services/payments-api/operations/postings";
import { read } from "../../../../services/payments-api/operations/read";
import { refund } from "../../../../services/payments-api/operations/refund";
import { sweep } from "../../../../services/payments-api/operations/resolve";
import { nextRecord } from "../../../../services/payments-api/operations/steps";
import { Database } from "../../../../services/payments-api/store/database";
import { PostgresOperations } from "../../../../services/payments-api/store/operations";
import { chargeIntent, startPaymentsDatabase } from "../../../support/payments-database";
import type { PaymentsDatabase } from "../../../support/payments-database";
import { dieAfter, payAsk, PaymentWorld, refundAsk } from "../../../support/payment-world";

// Starting PostgreSQL, and a copy of it, takes seconds on a busy machine.
jest.setTimeout(120_000);

const lease = { owner: "process-a", milliseconds: 10_000 };
const free = { ...lease, milliseconds: 0 };

let here: PaymentsDatabase;
let operations: PostgresOperations;

beforeAll(async () => {
  here = await startPaymentsDatabase();
  operations = here.operations;
});

afterAll(async () => {
  await here?.stop();
});

beforeEach(async () => {
  await here.clear();
});

/** A world whose operations are in PostgreSQL. */
function worldHere(): PaymentWorld {
  const world = new PaymentWorld();
  Object.assign(world.ports, { operations });
  return world;
}

async function count(table: string): Promise<number> {
  const { rows } = await here.postgres.query(`SELECT count(*)::integer AS count FROM ${table}`);
  return Number(rows[0]?.["count"]);
}

describe("begin", () => {
  it("makes one row of 50 that begin the same key at once", async () => {
    const begun = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        operations.begin(1, chargeIntent("k", `p-${index}`), lease),
      ),
    );
    const made = begun.filter(({ kind }) => kind === "begun");
    expect(made).toHaveLength(1);
    expect(new Set(begun.map(({ operation }) => operation.id)).size).toBe(1);
    expect(begun.some((one) => one.kind === "exists" && one.leased)).toBe(false);
    expect(await count("operations")).toBe(1);
    expect(await count("steps")).toBe(1);
  });

  it("leases what is open and left alone to one of many", async () => {
    await operations.begin(1, chargeIntent("k"), free);
    const again = await Promise.all(
      Array.from({ length: 20 }, () => operations.begin(1, chargeIntent("k"), lease)),
    );
    expect(again.filter((one) => one.kind === "exists" && one.leased)).toHaveLength(1);
  });

  it("finds what a key was used for, leases it to one, and makes nothing of a new key", async () => {
    expect(await operations.repeated(1, "merchant", "k", lease)).toBeUndefined();
    expect(await count("operations")).toBe(0);
    const { operation } = await operations.begin(1, chargeIntent("k"), free);
    const repeated = () => operations.repeated(1, "merchant", "k", lease);
    expect(await repeated()).toEqual({ kind: "exists", operation, leased: true });
    expect(await repeated()).toEqual({ kind: "exists", operation, leased: false });
    expect(await operations.repeated(1, "other", "k", lease)).toBeUndefined();
    await expect(operations.repeated(2, "merchant", "k", lease)).rejects.toThrow(Fenced);
  });

  it("keeps the record exactly, whatever is in it", async () => {
    await operations.begin(1, chargeIntent("k"), lease);
    const kept = await operations.unjournaled(1, "payment-k");
    expect(JSON.stringify(kept.map(({ body }) => body))).toBe(
      JSON.stringify([chargeIntent("k").body]),
    );
  });
});

describe("the fence", () => {
  it("refuses an older epoch everything, and tells it nothing", async () => {
    const { operation } = await operations.begin(1, chargeIntent("k"), free);
    await here.raise(2);
    const outcome = nextRecord(operation, { step: "review", why: "test" });
    await expect(operations.begin(1, chargeIntent("k"), lease)).rejects.toThrow(Fenced);
    await expect(operations.begin(1, chargeIntent("new"), lease)).rejects.toThrow(Fenced);
    await expect(operations.beginRefund(1, chargeIntent("new"), lease)).rejects.toThrow(Fenced);
    await expect(operations.advance(1, outcome)).rejects.toThrow(Fenced);
    await expect(operations.find(1, "payment-k")).rejects.toThrow(Fenced);
    await expect(operations.findPayment(1, "merchant", "payment-k")).rejects.toThrow(Fenced);
    await expect(operations.unjournaled(1, "payment-k")).rejects.toThrow(Fenced);
    await expect(operations.notice(1, { ...chargeIntent("n"), operation: "n" })).rejects.toThrow(
      Fenced,
    );
    const claim = { limit: 1, acceptedBefore: 0 };
    await expect(operations.claim(1, claim, lease)).rejects.toThrow(Fenced);
    await operations.finished(1, "payment-k", 1);
    await here.marks.flush();
    expect(await operations.find(2, "payment-k")).toMatchObject({ version: 1, journaled: 0 });
    expect(await count("operations")).toBe(1);
    expect(await count("notices")).toBe(0);
  });

  it("never goes back", async () => {
    await here.raise(3);
    await here.raise(2);
    await expect(operations.find(2, "payment-k")).rejects.toThrow(Fenced);
    expect(await operations.find(3, "payment-k")).toBeUndefined();
  });

  it("is raised only after every write of the older epoch has ended", async () => {
    const writing = Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        operations.begin(1, chargeIntent(`k-${index}`), lease).then(
          () => 1,
          (error: unknown) => {
            expect(error).toBeInstanceOf(Fenced);
            return 0;
          },
        ),
      ),
    );
    await here.raise(2);
    const afterwards = await count("operations");
    const begun = (await writing).reduce<number>((sum, one) => sum + one, 0);
    expect(await count("operations")).toBe(afterwards);
    expect(begun).toBe(afterwards);
  });
});

describe("the procedures over PostgreSQL", () => {
  it("take a payment, show it, give it back in parts, and post each once", async () => {
    const world = worldHere();
    const first = await run(pay(world.context(), payAsk("p")), world.ports);
    expect(first).toMatchObject({ kind: "answered", view: { status: "succeeded" } });
    const again = await run(pay(world.context(), payAsk("p")), world.ports);
    expect(again).toEqual({ ...first, repeated: true });
    await run(refund(world.context(), refundAsk("r", "p", 400)), world.ports);
    const { kind } = await run(refund(world.context(), refundAsk("r2", "p", 601)), world.ports);
    expect(kind).toBe("refused");
    const shown = await run(read(world.context(), "merchant", "payment-p"), world.ports);
    expect(shown).toMatchObject({ kind: "answered", view: { amount: 1_000, refunded: 400 } });
    const { rows } = await here.postgres.query(
      "SELECT operation, account, amount::integer FROM postings ORDER BY operation, account",
    );
    const of = { merchant: "merchant", processor: "stripe" } as const;
    expect(rows).toEqual([
      ...postingsOf({ ...of, kind: "charge", amount: 1_000 }).map((line) => ({
        operation: "payment-p",
        ...line,
      })),
      ...postingsOf({ ...of, kind: "refund", amount: 400 }).map((line) => ({
        operation: "refund-r",
        ...line,
      })),
    ]);
  });

  it("mark what is durable, in batches", async () => {
    const world = worldHere();
    await run(pay(world.context(), payAsk("p")), world.ports);
    await here.marks.flush();
    expect(await operations.find(1, "payment-p")).toMatchObject({ version: 2, journaled: 2 });
    expect(await operations.unjournaled(1, "payment-p")).toEqual([]);
  });

  it("take a notification once, and settle by it", async () => {
    const world = worldHere();
    world.decide = () => "accepted";
    await run(pay(world.context(), payAsk("p")), world.ports);
    const answer = { result: "declined", reference: "ref", reason: "closed \u0000" } as const;
    const told = { processor: "stripe", event: "e", operation: "payment-p", answer } as const;
    await run(notified(world.context(), told), world.ports);
    await here.marks.flush();
    const before = world.journal.length;
    await run(notified(world.context(), told), world.ports);
    expect(world.journal).toHaveLength(before);
    expect(await operations.find(1, "payment-p")).toMatchObject({
      status: "declined",
      declined: "closed \uFFFD",
      version: 3,
      journaled: 3,
    });
  });

  it.each([2, 3, 4, 5, 6, 7, 8])("end after a crash at step %i, by the resolver", async (calls) => {
    const world = worldHere();
    await dieAfter(world, pay(world.context(), payAsk("p")), calls);
    await here.marks.flush();
    await here.postgres.query("UPDATE operations SET lease_until = '-infinity'");
    await run(sweep(world.context("resolver"), 10), world.ports);
    await here.marks.flush();
    const again = await run(sweep(world.context("resolver"), 10), world.ports);
    expect(again).toEqual({ claimed: 0, open: 0 });
    expect(world.doneOf("charge")).toHaveLength(1);
    expect(world.versionsThatDiffer()).toEqual([]);
    expect(await operations.find(1, "payment-p")).toMatchObject({
      status: "succeeded",
      version: 2,
    });
  });

  it("give back no more than was captured to 30 refunds at once", async () => {
    const world = worldHere();
    await run(pay(world.context(), payAsk("p")), world.ports);
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        run(refund(world.context(), refundAsk(`r-${index}`, "p", 300)), world.ports),
      ),
    );
    expect(answers.filter(({ kind }) => kind === "answered")).toHaveLength(3);
    expect(answers.filter(({ kind }) => kind === "refused")).toHaveLength(27);
    expect(world.doneOf("refund")).toHaveLength(3);
  });
});

describe("claim", () => {
  it("gives each open operation to one of many resolvers", async () => {
    for (let index = 0; index < 30; index += 1) {
      await operations.begin(1, chargeIntent(`k-${index}`), free);
    }
    const claimed = await Promise.all(
      Array.from({ length: 6 }, () => operations.claim(1, { limit: 10, acceptedBefore: 0 }, lease)),
    );
    const names = claimed.flat().map(({ id }) => id);
    expect(new Set(names).size).toBe(names.length);
    const rest = await operations.claim(1, { limit: 30, acceptedBefore: 0 }, lease);
    expect(names.length + rest.length).toBe(30);
  });

  it("finds what was accepted long ago", async () => {
    const { operation } = await operations.begin(1, chargeIntent("k"), free);
    const said = { step: "outcome", result: "accepted", reference: "ref", reason: null } as const;
    await operations.advance(1, nextRecord(operation, said));
    await operations.finished(1, "payment-k", 2);
    await here.marks.flush();
    expect(await operations.claim(1, { limit: 1, acceptedBefore: 1_000 }, lease)).toEqual([]);
    const [found] = await operations.claim(1, { limit: 1, acceptedBefore: 1_001 }, lease);
    expect(found).toMatchObject({ id: "payment-k", status: "accepted" });
  });
});

describe("a database that is a standby", () => {
  it("says that it can't take anything now", async () => {
    const standby = await here.postgres.createStandby();
    const there = new Database({ url: standby.url });
    try {
      const elsewhere = new PostgresOperations(there, here.marks);
      await expect(elsewhere.begin(1, chargeIntent("k"), lease)).rejects.toThrow(Unavailable);
      await expect(elsewhere.claim(1, { limit: 1, acceptedBefore: 0 }, lease)).rejects.toThrow(
        Unavailable,
      );
    } finally {
      await there.close();
      await standby.stop();
    }
  });
});
