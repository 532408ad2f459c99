// SPDX-License-Identifier: Apache-2.0
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";

import type { GuardedRedis } from "../fast-path/guarded-redis";

/** What a merchant did lately, from the truth. */
export interface RecentTransactions {
  /** How many operations a merchant began in the last seconds. */
  recentTransactions(merchant: string, seconds: number): Promise<number>;
}

/** How a request stands with its merchant's limit. */
export interface LimitVerdict {
  readonly allowed: boolean;
  /** Requests of a merchant in a minute. */
  readonly limit: number;
  readonly remaining: number;
  /** Seconds until the merchant may have the whole limit again. */
  readonly resetSeconds: number;
}

/** The window that a limit counts over. */
export const windowSeconds = 60;

/** How long Redis is known to have counted for a merchant, in seconds: a day without a request. */
const knownSeconds = 86_400;

/**
 * A limit of requests per merchant and minute, counted in Redis for all processes of the region.
 *
 * Redis gone: each process counts for itself, so that a merchant has the limit once per process.
 * Redis back and empty: a merchant's first request finds no sign that it was ever counted, and what
 * it did in the last minute is counted from the database, once, by whoever put the sign there.
 */
export class RateLimits {
  private readonly shared: RateLimiterRedis;
  private readonly own: RateLimiterMemory;

  constructor(
    private readonly redis: GuardedRedis,
    private readonly recent: RecentTransactions,
    private readonly limit: number,
  ) {
    const counted = { points: limit, duration: windowSeconds };
    this.own = new RateLimiterMemory(counted);
    this.shared = new RateLimiterRedis({
      ...counted,
      storeClient: redis.raw,
      useRedisPackage: true,
      keyPrefix: "limit:1",
    });
  }

  /** Counts a request. */
  async count(merchant: string): Promise<LimitVerdict> {
    const shared = await this.redis.attempt(() => counted(this.shared.consume(merchant)));
    if (!shared.ok) return this.verdict(await counted(this.own.consume(merchant)));
    const before = shared.value.isFirstInDuration ? await this.before(merchant) : 0;
    if (before === 0) return this.verdict(shared.value);
    const corrected = await this.redis.attempt(() => this.shared.penalty(merchant, before));
    return this.verdict(corrected.ok ? corrected.value : shared.value);
  }

  /** What an empty Redis does not know: the requests of the last minute, in the database. */
  private async before(merchant: string): Promise<number> {
    const sign = `limit:1:known:${merchant}`;
    const expiration = { type: "EX", value: knownSeconds } as const;
    const known = await this.redis.attempt((client) =>
      client.set(sign, "1", { expiration, GET: true }),
    );
    if (!known.ok || known.value !== null) return 0;
    try {
      // The request that is being counted has begun nothing yet.
      return await this.recent.recentTransactions(merchant, windowSeconds);
    } catch {
      // A limit is no reason to refuse a payment that the database may well take a moment later.
      return 0;
    }
  }

  private verdict({ consumedPoints, msBeforeNext }: RateLimiterRes): LimitVerdict {
    return {
      allowed: consumedPoints <= this.limit,
      limit: this.limit,
      remaining: Math.max(this.limit - consumedPoints, 0),
      resetSeconds: Math.max(Math.ceil(msBeforeNext / 1000), 1),
    };
  }
}

/** The library throws the same result when a limit is reached. */
async function counted(consumed: Promise<RateLimiterRes>): Promise<RateLimiterRes> {
  try {
    return await consumed;
  } catch (error) {
    if (error instanceof RateLimiterRes) return error;
    throw error;
  }
}
