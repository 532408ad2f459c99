// SPDX-License-Identifier: Apache-2.0
import {
  circuitBreaker,
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  handleAll,
  timeout,
  type TimeoutPolicy,
  TimeoutStrategy,
} from "cockatiel";
import { createClient } from "redis";

/** A client of Redis or Valkey. */
export type RedisClient = ReturnType<typeof connection>;

/** What came of something tried: its result, or nothing when Redis could not be asked. */
export type Tried<Result> = { readonly ok: true; readonly value: Result } | { readonly ok: false };

/** What a GuardedRedis needs. */
export interface GuardedRedisArgs {
  /** `redis://` or `rediss://`. */
  readonly url: string;
  /**
   * Longest wait for one answer, in milliseconds. In one availability zone an answer takes less than
   * one; what takes this long is as good as gone.
   *
   * @default 50
   */
  readonly milliseconds?: number;
  /** How long Redis is left alone after it failed three times in a row, in ms. @default 1000 */
  readonly restMilliseconds?: number;
  /** Told of each failure. @default - nobody */
  readonly failed?: (error: unknown) => void;
}

/** What a GuardedRedis takes where nothing is said. */
export const defaults = { milliseconds: 50, restMilliseconds: 1000 } as const;

/** Failures in a row after which Redis is left alone. */
const failuresInRow = 3;

/** Longest pause between two attempts to connect, in milliseconds. */
const longestPause = 1000;

/**
 * Redis, as something that may be gone: every use has a short deadline, and after some failures in a
 * row it isn't asked at all for a while, so that a Redis that hangs costs a request nothing. All that
 * is kept there can be made again from elsewhere.
 *
 * @example
 * const redis = new GuardedRedis({ url });
 * const found = await redis.attempt((client) => client.get(key));
 */
export class GuardedRedis {
  private readonly client: RedisClient;
  private readonly breaker: CircuitBreakerPolicy;
  private readonly bound: TimeoutPolicy;

  constructor(private readonly args: GuardedRedisArgs) {
    this.client = connection(args.url);
    // Each failed command is told of; without a listener the process would end.
    this.client.on("error", () => undefined);
    this.breaker = circuitBreaker(handleAll, {
      halfOpenAfter: args.restMilliseconds ?? defaults.restMilliseconds,
      breaker: new ConsecutiveBreaker(failuresInRow),
    });
    // Nothing hears the signal, and to abort it after each use would cost more than the use.
    this.bound = timeout(args.milliseconds ?? defaults.milliseconds, {
      strategy: TimeoutStrategy.Aggressive,
      abortOnReturn: false,
    });
    // Goes on trying, for as long as it takes.
    void this.client.connect().catch(() => undefined);
  }

  /** The client as it is, for a library that wants one. Its calls belong into {@link attempt}. */
  get raw(): RedisClient {
    return this.client;
  }

  /** Does something with Redis, or says that it could not. Never throws. */
  async attempt<Result>(work: (client: RedisClient) => Promise<Result>): Promise<Tried<Result>> {
    try {
      // Not by the library's `wrap`: that hands all uses one signal, on which each then listens.
      const bounded = () => this.bound.execute(() => work(this.client));
      return { ok: true, value: await this.breaker.execute(bounded) };
    } catch (error) {
      this.args.failed?.(error);
      return { ok: false };
    }
  }

  /** Stops; what is under way fails. */
  close(): void {
    this.client.destroy();
  }
}

function connection(url: string) {
  return createClient({
    url,
    // Nothing waits for a connection: what can't be asked now is not asked.
    disableOfflineQueue: true,
    socket: {
      connectTimeout: 2000,
      reconnectStrategy: (tries) => Math.min(50 * tries, longestPause),
    },
  });
}
