// SPDX-License-Identifier: Apache-2.0
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

/** Seconds; from a cached answer to a slow processor. */
const buckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3, 6, 12, 25];

/** What the service counts, for Prometheus. No label has a merchant, a payment or a key in it. */
export class Metrics {
  readonly registry = new Registry();
  /** How long requests took, by route and status. */
  readonly requests: Histogram<"method" | "route" | "status">;
  /** How long the parts below took, by part and call. */
  readonly calls: Histogram<"part" | "call" | "outcome">;
  /** Answers given without asking the database. */
  readonly cachedAnswers: Counter;
  /** Uses of Redis that failed, and were done without it. */
  readonly redisFailures: Counter;
  /** Requests refused by a merchant's limit. */
  readonly limited: Counter;
  /** What was not let in, by lane and reason: see Admission. */
  readonly refused: Counter<"lane" | "reason">;
  /** The epoch that the process writes in; 0 without one. */
  readonly epoch: Gauge;

  constructor() {
    const registers = [this.registry];
    const named = (name: string, help: string) => ({ name: `payments_${name}`, help, registers });
    this.requests = new Histogram({
      ...named("request_seconds", "How long requests took"),
      labelNames: ["method", "route", "status"],
      buckets,
    });
    this.calls = new Histogram({
      ...named("call_seconds", "How long calls of the database, the journal and processors took"),
      labelNames: ["part", "call", "outcome"],
      buckets,
    });
    this.cachedAnswers = new Counter(
      named("cached_answers_total", "Repeated requests answered from Redis"),
    );
    this.redisFailures = new Counter(
      named("redis_failures_total", "Uses of Redis that failed and were done without it"),
    );
    this.limited = new Counter(named("limited_total", "Requests refused by a rate limit"));
    this.refused = new Counter({
      ...named("refused_total", "Requests and webhooks that were not let in, by reason"),
      labelNames: ["lane", "reason"],
    });
    this.epoch = new Gauge(named("epoch", "Epoch that this process writes in, 0 without one"));
  }

  /** Also the process's own: memory, event loop, garbage collection. */
  withProcess(): this {
    collectDefaultMetrics({ register: this.registry });
    return this;
  }
}
