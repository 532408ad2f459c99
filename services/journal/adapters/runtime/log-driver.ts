// SPDX-License-Identifier: Apache-2.0
import { performance } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";

import type { JournalRecord } from "../../core/records";
import type { Heartbeat, JournalStore, Position } from "../../core/store";
import { Unavailable } from "../../core/store";
import type { BatchSlot, PutResult, Ticket, WriterEffect } from "../../core/writer";
import { LogWriter } from "../../core/writer";
import { backoff } from "./backoff";
import type { JournalEvents } from "./options";

/** What a driver is made with. */
export interface LogDriverOptions {
  readonly store: JournalStore;
  readonly log: string;
  readonly epoch: number;
  readonly window: number;
  readonly groupCommitMilliseconds: number;
  readonly appendMilliseconds: number;
  readonly backlog: number;
  readonly events: JournalEvents;
  /** When the right to write was last known to hold, by `performance.now()`. */
  readonly acceptedAt: number;
}

interface Waiting {
  readonly settle: (error?: Error) => void;
}

/** Does what a {@link LogWriter} asks for: puts, tries again, timers, and the ends of appends. */
export class LogDriver {
  private readonly writer: LogWriter;
  private readonly waiting = new Map<Ticket, Waiting>();
  /** When each slot in flight was first sent. */
  private readonly sent = new Map<Position, number>();
  private timer: NodeJS.Timeout | undefined;
  private acceptedAt: number;
  private ended = false;

  constructor(private readonly options: LogDriverOptions) {
    const { log, epoch, window } = options;
    this.writer = new LogWriter({ writer: log, epoch, window });
    this.acceptedAt = options.acceptedAt;
  }

  /** Why it takes nothing more. */
  get end(): Error | undefined {
    return this.writer.end;
  }

  get idle(): boolean {
    return this.writer.idle;
  }

  /**
   * Milliseconds since the log was surely not sealed: since the last slot of the acknowledged prefix
   * was first *sent*. When its answer is read says nothing, after a pause of the process; and a slot
   * beyond a hole may lie above a seal.
   */
  sinceAccepted(): number {
    return performance.now() - this.acceptedAt;
  }

  append(record: JournalRecord): Promise<void> {
    if (this.waiting.size >= this.options.backlog) {
      return Promise.reject(new Unavailable(`${this.waiting.size} appends are under way already`));
    }
    return new Promise((resolve, reject) => {
      const { ticket, effects } = this.writer.append(record);
      const { appendMilliseconds } = this.options;
      const deadline = setTimeout(() => {
        reject(new Unavailable(`the record was not durable within ${appendMilliseconds} ms`));
      }, appendMilliseconds);
      this.waiting.set(ticket, {
        settle: (error) => {
          clearTimeout(deadline);
          this.waiting.delete(ticket);
          if (error) reject(error);
          else resolve();
        },
      });
      this.perform(effects);
    });
  }

  heartbeat(heartbeat: Heartbeat): void {
    this.writer.heartbeat(heartbeat);
    this.perform([]);
  }

  /** Puts what waits, without the rest of the group commit's time. */
  flush(): void {
    this.perform(this.writer.flush());
  }

  fence(reason: string): void {
    this.perform(this.writer.fence(reason));
  }

  private perform(effects: readonly WriterEffect[]): void {
    for (const effect of effects) {
      switch (effect.kind) {
        case "put":
          void this.put(effect.slot, effect.attempt);
          break;
        case "durable":
          this.durable(effect.position, effect.tickets);
          break;
        case "failed":
          this.failed(effect.tickets, effect.error);
          break;
      }
    }
    if (this.writer.collecting) {
      this.timer ??= setTimeout(() => {
        this.timer = undefined;
        this.flush();
      }, this.options.groupCommitMilliseconds);
    }
  }

  private async put(slot: BatchSlot, attempt: number): Promise<void> {
    if (attempt === 1) this.sent.set(slot.seq, performance.now());
    else await wait(backoff(attempt));
    if (this.writer.end) return;
    const start = performance.now();
    const result = await this.tryPut(slot);
    if (result === undefined) return;
    const outcome = typeof result === "string" ? result : "taken";
    const { count } = slot.content;
    this.options.events.put?.(outcome, performance.now() - start, count);
    this.perform(this.writer.putResult(slot.seq, result));
  }

  private async tryPut(slot: BatchSlot): Promise<PutResult | undefined> {
    try {
      return await this.options.store.putSlot(this.options.log, slot);
    } catch (error) {
      if (error instanceof Unavailable) return "unavailable";
      // Nothing that trying again would change, such as a slot of a newer format or a wrong table.
      this.fence(`slot ${slot.seq} can't be put: ${String(error)}`);
      return undefined;
    }
  }

  private durable(position: Position, tickets: readonly Ticket[]): void {
    // Slots are first sent in their order, so the map has the earliest first.
    const [firstSent = this.acceptedAt] = this.sent.values();
    this.acceptedAt = this.sent.get(position) ?? this.acceptedAt;
    for (const seq of this.sent.keys()) if (seq <= position) this.sent.delete(seq);
    this.options.events.durable?.(tickets.length, performance.now() - firstSent);
    for (const ticket of tickets) this.waiting.get(ticket)?.settle();
  }

  private failed(tickets: readonly Ticket[], error: Error): void {
    for (const ticket of tickets) this.waiting.get(ticket)?.settle(error);
    if (this.ended) return;
    this.ended = true;
    this.options.events.fenced?.(error.message);
  }
}
