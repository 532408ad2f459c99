// SPDX-License-Identifier: Apache-2.0
import { createHmac } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

import { Pool } from "pg";

import type { JournalServer, LocalServer, Redis } from "../../../../drill/parts";
import { merchant, storeOf } from "../../../../drill/platform/founding";
import { drillSecrets, type Processors } from "../../../../drill/processors";
import { defaults as healthDefaults } from "../../../../services/payments-api/health/deep-health";
import { payment } from "../../../support/payment-api";
import { type RealApi, startRealApi } from "../../../support/real-api";
import { until } from "../../../support/until";

jest.setTimeout(180_000);

let real: RealApi;
let redis: Redis;
let journal: JournalServer;
let processors: Processors;
let api: LocalServer;
let base: string;

beforeAll(async () => {
  real = await startRealApi();
  ({ redis, journal, processors, api, base } = real);
});
afterAll(async () => await real.stop());

interface Said {
  readonly status: number;
  readonly replayed: string | null;
  readonly body: Record<string, unknown>;
}

async function post(url: string, key: string, body: object): Promise<Said> {
  const answer = await fetch(base + url, {
    method: "POST",
    headers: {
      authorization: `Bearer ${merchant.apiKey}`,
      "idempotency-key": key,
      "content-type": "application/json",
    },
    body: JSON.stringify(body),
  });
  return {
    status: answer.status,
    replayed: answer.headers.get("idempotency-replayed"),
    body: (await answer.json()) as Record<string, unknown>,
  };
}

async function get(url: string): Promise<{ readonly status: number; readonly body: Said["body"] }> {
  const headers = { authorization: `Bearer ${merchant.apiKey}` };
  const answer = await fetch(base + url, { headers });
  return { status: answer.status, body: (await answer.json()) as Said["body"] };
}

async function charges(): Promise<number> {
  return (await processors.ledger()).filter(({ kind }) => kind === "charge").length;
}

describe("a process of the payment API, over real parts", () => {
  it("takes a payment once, and tells it again", async () => {
    const before = await charges();
    const first = await post("/payments", "once", payment);
    const second = await post("/payments", "once", payment);
    expect(first).toMatchObject({ status: 201, replayed: null, body: { status: "succeeded" } });
    expect(second).toEqual({ ...first, replayed: "true" });
    expect((await charges()) - before).toBe(1);
  });

  it("takes a key once, however many ask at the same time", async () => {
    const before = await charges();
    const all = await Promise.all(
      Array.from({ length: 20 }, () => post("/payments", "together", payment)),
    );
    for (const { status } of all) expect([201, 202, 409]).toContain(status);
    expect(all.some(({ status }) => status === 201)).toBe(true);
    const end = await post("/payments", "together", payment);
    for (const { status, body } of all) if (status === 201) expect(body).toEqual(end.body);
    expect((await charges()) - before).toBe(1);
  });

  it("gives money back, and shows it", async () => {
    const { body } = await post("/payments", "to-refund", payment);
    const id = String(body.id);
    const refund = await post(`/payments/${id}/refunds`, "back", { amount: 500 });
    expect(refund).toMatchObject({ status: 201, body: { payment: id, amount: 500 } });
    const more = await post(`/payments/${id}/refunds`, "more", { amount: payment.amount });
    expect(more.status).toBe(422);
    expect(await get(`/payments/${id}`)).toMatchObject({ status: 200, body: { refunded: 500 } });
    await until(async () => {
      const list = (await get("/payments?limit=100")).body as { items: { id: string }[] };
      return list.items.some((item) => item.id === id);
    });
  });

  it("takes a notification, twice too", async () => {
    const { body } = await post("/payments", "notified", payment);
    const object = { id: "pi_1", object: "payment_intent", status: "succeeded" };
    const about = { ...object, metadata: { operation: body.id } };
    const event = { id: "evt_1", object: "event", type: "payment_intent.succeeded" };
    const text = JSON.stringify({ ...event, data: { object: about } });
    const time = Math.floor(Date.now() / 1000);
    const hash = createHmac("sha256", drillSecrets.stripe.webhookSecret);
    const signature = `t=${time},v1=${hash.update(`${time}.${text}`).digest("hex")}`;
    const headers = { "stripe-signature": signature };
    const told = () => fetch(`${base}/webhooks/stripe`, { method: "POST", headers, body: text });
    expect((await told()).status).toBe(200);
    expect((await told()).status).toBe(200);
    headers["stripe-signature"] = signature.slice(0, -1);
    expect((await told()).status).toBe(401);
  });

  it("tells the same with Redis wiped, gone, and back", async () => {
    const before = await charges();
    const first = await post("/payments", "redis", payment);
    const again = { ...first, replayed: "true" };
    expect(await post("/payments", "redis", payment)).toEqual(again);
    await redis.kill();
    expect(await post("/payments", "redis", payment)).toEqual(again);
    expect((await post("/payments", "redis", { ...payment, amount: 1 })).status).toBe(422);
    expect((await post("/payments", "redis-gone", payment)).status).toBe(201);
    await until(async () => (await get("/healthz/deep")).body.status === "degraded");
    expect((await get("/healthz/deep")).status).toBe(200);
    await redis.start();
    expect(await post("/payments", "redis", payment)).toEqual(again);
    expect((await charges()) - before).toBe(2);
  });

  it("reports each part's health", async () => {
    await until(async () => (await get("/healthz/deep")).body.status === "ok");
    const { body } = await get("/healthz/deep");
    expect(body).toMatchObject({
      region: "us-east-1",
      role: "active",
      epoch: 1,
      parts: {
        database: { status: "ok", reason: "takes writes" },
        journal: { status: "ok", reason: "takes appends" },
        redis: { status: "ok" },
        processors: { status: "ok" },
      },
    });
  });

  it("does not take a database that makes payments wait for one that is gone", async () => {
    const pool = new Pool({ connectionString: real.postgres.url, max: 1 });
    const client = await pool.connect();
    const waiting = async () =>
      (await client.query("SELECT pid FROM pg_locks WHERE NOT granted AND locktype = 'relation'"))
        .rowCount;
    await client.query("BEGIN; LOCK TABLE operations IN ACCESS EXCLUSIVE MODE");
    // More than there are connections to take them.
    const paid = Array.from({ length: 60 }, (_, one) => post("/payments", `wait-${one}`, payment));
    await until(async () => ((await waiting()) ?? 0) >= 40);
    // A report from before is given again for a while.
    await sleep(healthDefaults.milliseconds + 200);
    const { body } = await get("/healthz/deep");
    expect(await waiting()).toBeGreaterThanOrEqual(40);
    await client.query("ROLLBACK");
    client.release();
    await Promise.all([...paid, pool.end()]);
    expect(body).toMatchObject({ status: "ok", parts: { database: { reason: "takes writes" } } });
  });

  it("says pending while a processor says nothing, and ends in one charge", async () => {
    const before = await charges();
    await processors.misbehave("stripe", { silent: 1 });
    const first = await post("/payments", "silent", payment);
    expect([202, 504]).toContain(first.status);
    await processors.behave();
    await until(async () => (await post("/payments", "silent", payment)).status === 201);
    expect((await charges()) - before).toBe(1);
  });

  it("takes nothing while the journal is gone, and goes on when it is back", async () => {
    journal.pause();
    try {
      const refused = await post("/payments", "no-journal", payment);
      expect([202, 503, 504]).toContain(refused.status);
      await until(async () => !(await fetch(`${base}/healthz/ready`)).ok);
      expect((await get("/payments?limit=1")).status).toBe(503);
    } finally {
      journal.resume();
    }
    await until(async () => (await post("/payments", "no-journal", payment)).status === 201);
  });

  it("seals its log and ends in good order when it is told to stop", async () => {
    const store = storeOf(journal);
    const logs = async () => {
      const found = await Promise.all(
        Array.from({ length: 16 }, (_, shard) => store.readShard(1, shard)),
      );
      return found.flatMap((shard) => shard?.logs ?? []);
    };
    const [entry] = await logs();
    if (!entry) throw new Error("no log was registered");
    const slow = post("/payments", "last", payment);
    const { pid } = api;
    process.kill(pid, "SIGTERM");
    expect([201, 503]).toContain((await slow.catch(() => ({ status: 503 }))).status);
    await until(() => Promise.resolve(!api.running));
    const highest = await store.highestSlot(entry.log);
    const [last] = await store.readSlots(entry.log, highest, 1);
    expect(last?.content.kind).toBe("seal");
    expect(api.lastLines()).not.toContain("could not stop");
    store.destroy();
  });
});
