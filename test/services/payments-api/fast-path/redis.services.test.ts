// SPDX-License-Identifier: Apache-2.0
import { freePort, type Redis, startRedis } from "../../../../drill/parts";
import { AnswerCache } from "../../../../services/payments-api/fast-path/answer-cache";
import { GuardedRedis } from "../../../../services/payments-api/fast-path/guarded-redis";
import { RateLimits } from "../../../../services/payments-api/limits/rate-limits";
import { CheckoutSessions } from "../../../../services/payments-api/sessions/checkout-sessions";
import { payment, testApi } from "../../../support/payment-api";
import { until } from "../../../support/until";

let server: Redis;
const opened: GuardedRedis[] = [];

beforeAll(async () => (server = await startRedis()));
afterAll(async () => await server.stop());
afterEach(() => opened.splice(0).forEach((redis) => redis.close()));

/** A client that is connected, or one of a port where nothing listens. */
async function client(url = server.url, restMilliseconds = 20): Promise<GuardedRedis> {
  const redis = new GuardedRedis({ url, milliseconds: 500, restMilliseconds });
  opened.push(redis);
  if (url === server.url) await until(async () => (await redis.attempt((raw) => raw.ping())).ok);
  return redis;
}

async function gone(): Promise<GuardedRedis> {
  return await client(`redis://127.0.0.1:${await freePort()}`);
}

async function wipe(redis: GuardedRedis): Promise<void> {
  expect((await redis.attempt((raw) => raw.flushAll())).ok).toBe(true);
}

describe("answers with Redis there, gone, and wiped", () => {
  const bodies = [
    payment,
    payment,
    { ...payment, amount: 7 },
    { ...payment, token: "pm_other" },
    payment,
  ];

  async function answers(redis: GuardedRedis, between: () => Promise<void>): Promise<unknown[]> {
    const { pay, payments } = await testApi({ answers: new AnswerCache(redis, 60) });
    const said: unknown[] = [];
    for (const body of bodies) {
      for (const status of ["succeeded", "declined", "pending", "accepted"] as const) {
        payments.status = status;
        const answer = await pay({ body, headers: { "idempotency-key": status } });
        said.push([answer.statusCode, answer.headers["idempotency-replayed"], answer.body]);
        await between();
      }
    }
    return [...said, payments.writes];
  }

  it("are the same", async () => {
    const nothing = () => Promise.resolve();
    const there = await client();
    await wipe(there);
    const expected = await answers(await gone(), nothing);
    expect(await answers(there, nothing)).toEqual(expected);
    await wipe(there);
    expect(await answers(there, () => wipe(there))).toEqual(expected);
  });

  it("come from Redis when it has them", async () => {
    const redis = await client();
    await wipe(redis);
    const { pay, payments } = await testApi({ answers: new AnswerCache(redis, 60) });
    const first = await pay();
    const asked = jest.spyOn(payments, "pay");
    const second = await pay();
    expect(second.body).toBe(first.body);
    expect(asked).not.toHaveBeenCalled();
  });

  it("come from the truth when what Redis has can't be read", async () => {
    const redis = await client();
    await wipe(redis);
    const { pay, payments } = await testApi({ answers: new AnswerCache(redis, 60) });
    await pay();
    const keys = await redis.attempt((raw) => raw.keys("answer:*"));
    if (!keys.ok) throw new Error("Redis was not there");
    expect(keys.value).toHaveLength(1);
    for (const key of keys.value) await redis.attempt((raw) => raw.set(key, "{"));
    expect((await pay()).headers["idempotency-replayed"]).toBe("true");
    expect(payments.writes).toBe(1);
  });
});

describe("GuardedRedis", () => {
  it("leaves a Redis that hangs alone, and comes back to it", async () => {
    const redis = await client(server.url, 200);
    server.pause();
    try {
      for (let use = 0; use < 3; use++) {
        expect(await redis.attempt((raw) => raw.get("x"))).toEqual({ ok: false });
      }
      const asked = jest.fn();
      expect(await redis.attempt(asked)).toEqual({ ok: false });
      expect(asked).not.toHaveBeenCalled();
    } finally {
      server.resume();
    }
    await until(async () => (await redis.attempt((raw) => raw.ping())).ok);
  });

  it("does without a Redis that isn't there", async () => {
    const redis = await gone();
    expect(await redis.attempt((raw) => raw.get("x"))).toEqual({ ok: false });
  });
});

describe("CheckoutSessions", () => {
  const checkout = { key: "cart-7", amount: 1999, currency: "EUR" };

  it("opens a token that it made, and keeps it only as a hash", async () => {
    const redis = await client();
    const sessions = new CheckoutSessions(redis, 60);
    const made = await sessions.make("m1", checkout);
    if (!made) throw new Error("Redis was not there");
    expect(await sessions.open(made.token)).toEqual({
      kind: "open",
      caller: { merchant: "m1", checkout },
    });
    const keys = await redis.attempt((raw) => raw.keys("*"));
    expect(JSON.stringify(keys)).not.toContain(made.token.slice(3));
  });

  it("knows no token after Redis was wiped, and makes another", async () => {
    const redis = await client();
    const sessions = new CheckoutSessions(redis, 60);
    const lost = await sessions.make("m1", checkout);
    await wipe(redis);
    expect(await sessions.open(lost?.token ?? "")).toEqual({ kind: "unknown" });
    const other = await sessions.make("m1", checkout);
    expect(await sessions.open(other?.token ?? "")).toMatchObject({ kind: "open" });
  });

  it("says that it can't tell when Redis is gone", async () => {
    const sessions = new CheckoutSessions(await gone(), 60);
    expect(await sessions.make("m1", checkout)).toBeUndefined();
    expect(await sessions.open(`ct_${"a".repeat(43)}`)).toEqual({ kind: "unavailable" });
  });

  it("forgets a token when its time is over", async () => {
    const redis = await client();
    const made = await new CheckoutSessions(redis, 60).make("m1", checkout);
    expect(made).toBeDefined();
    const keys = await redis.attempt((raw) => raw.keys("session:*"));
    if (!keys.ok) throw new Error("Redis was not there");
    const left = await redis.attempt((raw) => raw.ttl(keys.value[0] ?? ""));
    expect(left).toMatchObject({ ok: true, value: expect.any(Number) as number });
    expect(left.ok && left.value > 0 && left.value <= 60).toBe(true);
  });
});

describe("RateLimits", () => {
  const recent = (count: number) => ({ recentTransactions: () => Promise.resolve(count) });

  it("counts each merchant for all processes together", async () => {
    const [one, other] = [await client(), await client()];
    await wipe(one);
    const limits = [one, other].map((redis) => new RateLimits(redis, recent(0), 3));
    const verdicts = [];
    for (const at of [0, 1, 0, 1]) verdicts.push(await limits[at]?.count("m1"));
    expect(verdicts.map((verdict) => verdict?.remaining)).toEqual([2, 1, 0, 0]);
    expect(verdicts.map((verdict) => verdict?.allowed)).toEqual([true, true, true, false]);
    expect(await limits[0]?.count("m2")).toMatchObject({ allowed: true, remaining: 2, limit: 3 });
  });

  it("counts what the database knows when Redis comes back empty, once", async () => {
    const redis = await client();
    await wipe(redis);
    const limits = new RateLimits(redis, recent(5), 8);
    expect(await limits.count("m1")).toMatchObject({ remaining: 2 });
    expect(await limits.count("m1")).toMatchObject({ remaining: 1 });
  });

  it("asks the database no more when the next minute begins", async () => {
    const redis = await client();
    await wipe(redis);
    const limits = new RateLimits(redis, recent(5), 8);
    await limits.count("m1");
    await redis.attempt((raw) => raw.del("limit:1:m1"));
    expect(await limits.count("m1")).toMatchObject({ remaining: 7 });
  });

  it("counts by itself while Redis is gone", async () => {
    const limits = new RateLimits(await gone(), recent(5), 2);
    const verdicts = [];
    for (let use = 0; use < 3; use++) verdicts.push((await limits.count("m1")).allowed);
    expect(verdicts).toEqual([true, true, false]);
  });

  it("refuses nobody because the database can't be asked", async () => {
    const redis = await client();
    await wipe(redis);
    const failing = { recentTransactions: () => Promise.reject(new Error("database down")) };
    expect(await new RateLimits(redis, failing, 2).count("m1")).toMatchObject({ remaining: 1 });
  });
});
