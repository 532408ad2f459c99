// SPDX-License-Identifier: Apache-2.0
import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  handleWhen,
  SamplingBreaker,
  TaskCancelledError,
  timeout,
  TimeoutStrategy,
  type CircuitBreakerPolicy,
  type TimeoutPolicy,
} from "cockatiel";

import type {
  ChargeOrder,
  Notification,
  Processor,
  ProcessorAnswer,
  ProcessorName,
  RefundOrder,
  ReportLine,
  StoredRequest,
} from "../operations/processor";
import { NoAnswer, type NoAnswerKind } from "./no-answer";

/** When a processor is left alone for a while. */
export interface GuardSettings {
  /** Milliseconds for a whole call, whatever it waits for. @default 15000 */
  readonly timeout?: number;
  /** Share of calls without an answer, from 0 to 1, that opens the circuit. @default 0.5 */
  readonly threshold?: number;
  /** Milliseconds over which the share is taken. @default 10000 */
  readonly window?: number;
  /** Calls per second below which the circuit stays closed. @default 1 */
  readonly minimumRate?: number;
  /** Milliseconds until one call tries again. @default 5000 */
  readonly pause?: number;
  /** Calls that wait for an answer, from which new payments are to be refused. @default 250 */
  readonly most?: number;
}

/** The defaults. */
export const guardDefaults: Required<GuardSettings> = {
  timeout: 15_000,
  threshold: 0.5,
  window: 10_000,
  minimumRate: 1,
  pause: 5_000,
  most: 250,
};

/** Told of what happens, for metrics and logs. */
export interface ProcessorWatch {
  /** A call was answered; `milliseconds` is how long it took. */
  answered(processor: ProcessorName, result: ProcessorAnswer["result"], milliseconds: number): void;
  /** A call was not answered, or not made. An error log when `isMistake`. */
  unanswered(failure: NoAnswer, milliseconds: number): void;
  /** The circuit opened, lets one call through, or closed. */
  circuit(processor: ProcessorName, state: "open" | "half-open" | "closed"): void;
}

/**
 * What shows that the processor is in trouble. Not what concerns one request alone: a key in progress
 * or in conflict, or a refusal, would let one bad merchant close a processor to all.
 */
const troubles: ReadonlySet<NoAnswerKind> = new Set([
  "credentials",
  "failed",
  "limited",
  "timeout",
  "unreachable",
  "unreadable",
]);

/**
 * A processor with a bound on each call, and a circuit breaker: while it is in trouble, calls fail at
 * once and its requests don't pile up. A payment's processor is its merchant's choice, so nothing is
 * sent elsewhere: `isOpen` and `isFull` let new payments be refused before anything is written.
 */
export class GuardedProcessor implements Processor {
  readonly name: ProcessorName;
  readonly keyAge: number;
  private readonly breaker: CircuitBreakerPolicy;
  private readonly bound: TimeoutPolicy;
  private readonly most: number;
  private state = CircuitState.Closed;
  private waiting = 0;

  constructor(
    private readonly inner: Processor,
    private readonly watch: ProcessorWatch,
    settings: GuardSettings = {},
  ) {
    const set = { ...guardDefaults, ...settings };
    this.name = inner.name;
    this.keyAge = inner.keyAge;
    this.most = set.most;
    // The call itself goes on after its time: what it does can't be taken back, only not waited for.
    // Nothing hears the signal, and to abort it after each call would cost more than the bound does.
    this.bound = timeout(set.timeout, {
      strategy: TimeoutStrategy.Aggressive,
      abortOnReturn: false,
    });
    const breaker = circuitBreaker(
      handleWhen((error) => error instanceof NoAnswer && troubles.has(error.kind)),
      {
        halfOpenAfter: set.pause,
        breaker: new SamplingBreaker({
          threshold: set.threshold,
          duration: set.window,
          minimumRps: set.minimumRate,
        }),
      },
    );
    breaker.onStateChange((state) => this.changed(state));
    this.breaker = breaker;
  }

  /** Whether calls fail at once. */
  get isOpen(): boolean {
    return this.state === CircuitState.Open;
  }

  /**
   * Whether so many calls wait for an answer that more would crowd out the payments of others. One
   * that hangs is known to be in trouble only when the first of its calls have run out of time.
   */
  get isFull(): boolean {
    return this.waiting >= this.most;
  }

  accepts(currency: string): boolean {
    return this.inner.accepts(currency);
  }

  prepareCharge(order: ChargeOrder): StoredRequest {
    return this.inner.prepareCharge(order);
  }

  prepareRefund(order: RefundOrder): StoredRequest {
    return this.inner.prepareRefund(order);
  }

  async send(request: StoredRequest): Promise<ProcessorAnswer> {
    const began = performance.now();
    this.waiting += 1;
    try {
      const answer = await this.guard(() => this.inner.send(request));
      this.watch.answered(this.name, answer.result, performance.now() - began);
      return answer;
    } catch (error) {
      if (error instanceof NoAnswer) this.watch.unanswered(error, performance.now() - began);
      throw error;
    } finally {
      this.waiting -= 1;
    }
  }

  notifications(
    headers: Readonly<Record<string, string | string[] | undefined>>,
    body: Buffer,
  ): Promise<readonly Notification[] | undefined> {
    return this.within(() => this.inner.notifications(headers, body));
  }

  report(day: string): AsyncIterable<ReportLine> {
    return this.inner.report(day);
  }

  /** Asked also while the circuit is open: it is how health sees that the trouble is over. */
  ping(): Promise<void> {
    return this.within(() => this.inner.ping());
  }

  private async guard<Result>(call: () => Promise<Result>): Promise<Result> {
    try {
      return await this.breaker.execute(() => this.within(call));
    } catch (error) {
      if (error instanceof BrokenCircuitError) throw new NoAnswer(this.name, "open");
      throw error;
    }
  }

  private async within<Result>(call: () => Promise<Result>): Promise<Result> {
    try {
      return await this.bound.execute(call);
    } catch (error) {
      if (error instanceof TaskCancelledError) throw new NoAnswer(this.name, "timeout");
      throw error;
    }
  }

  private changed(state: CircuitState): void {
    this.state = state;
    switch (state) {
      case CircuitState.Open:
        return this.watch.circuit(this.name, "open");
      case CircuitState.HalfOpen:
        return this.watch.circuit(this.name, "half-open");
      case CircuitState.Closed:
        return this.watch.circuit(this.name, "closed");
      case CircuitState.Isolated:
        return undefined;
    }
  }
}
