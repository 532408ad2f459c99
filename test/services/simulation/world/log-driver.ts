// SPDX-License-Identifier: Apache-2.0
import type { Heartbeat, JournalRecord, LogWriter, Slot, WriterEffect } from "payments-journal";

import type { Host } from "./host";

/** What a writer's driver needs of the world. */
export interface LogSurroundings {
  readonly put: (
    slot: Slot,
    answered: (answer: "put" | Slot) => void,
    failed: (error: unknown) => void,
  ) => void;
  /** Told of each acknowledgement, to judge it. */
  readonly acknowledged: (position: number, records: readonly JournalRecord[]) => void;
  readonly fenced: () => void;
  /** Something that is neither an answer nor the lack of one. */
  readonly broken: (error: unknown) => void;
  readonly unavailable: (reason: string) => Error;
}

interface Waiting {
  readonly record: JournalRecord;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** How long a batch gathers, and how long an append may take, in milliseconds. */
const groupCommit = 4;
const appendDeadline = 600;

/** Does for a writer of the protocol what the runtime does in production: puts, timers, answers. */
export class LogDriver {
  /** When the newest put was sent that was accepted: an answer may come to one that slept since. */
  lastAccepted: number;
  private readonly sent = new Map<number, number>();
  private readonly waiting = new Map<number, Waiting>();
  private flushing = false;
  private fenced = false;

  constructor(
    readonly log: string,
    readonly epoch: number,
    private readonly writer: LogWriter,
    private readonly host: Host,
    private readonly now: () => number,
    private readonly around: LogSurroundings,
    began: number,
  ) {
    this.lastAccepted = began;
  }

  get isFenced(): boolean {
    return this.fenced;
  }

  append(record: JournalRecord, done: () => void, failed: (error: unknown) => void): void {
    if (!this.host.survives("writer.append", "before")) return;
    let taken: ReturnType<LogWriter["append"]>;
    try {
      taken = this.writer.append(record);
    } catch (error) {
      this.around.broken(error);
      return;
    }
    this.waiting.set(taken.ticket, { record, done, failed });
    this.host.after(appendDeadline, () => {
      if (!this.waiting.delete(taken.ticket)) return;
      failed(this.around.unavailable("the journal did not answer in time"));
    });
    this.carryOut(taken.effects);
    if (!this.host.survives("writer.append", "after")) return;
    this.flushSoon();
  }

  heartbeat(heartbeat: Heartbeat): void {
    this.writer.heartbeat(heartbeat);
    this.flushSoon();
  }

  private flushSoon(): void {
    if (this.flushing || !this.writer.collecting) return;
    this.flushing = true;
    this.host.after(groupCommit, () => {
      this.flushing = false;
      if (!this.host.survives("writer.flush", "before")) return;
      this.carryOut(this.writer.flush());
      this.host.survives("writer.flush", "after");
    });
  }

  private carryOut(effects: readonly WriterEffect[]): void {
    for (const effect of effects) {
      switch (effect.kind) {
        case "put":
          if (!this.host.survives("writer.put", "before")) return;
          // The first at once, the next after a while that grows.
          if (effect.attempt === 1) this.put(effect.slot);
          else {
            this.host.after(20 * Math.min(effect.attempt, 10), () => {
              this.put(effect.slot);
            });
          }
          if (!this.host.survives("writer.put", "after")) return;
          break;
        case "durable":
          this.acknowledge(effect.position, effect.tickets);
          break;
        case "failed":
          this.fail(effect.tickets, effect.error);
          break;
      }
    }
  }

  private put(slot: Slot): void {
    if (this.fenced) return;
    if (!this.sent.has(slot.seq)) this.sent.set(slot.seq, this.now());
    const answer = (result: "put" | "unavailable" | Slot) => {
      if (!this.host.survives("writer.answer", "before")) return;
      let effects: readonly WriterEffect[];
      try {
        effects = this.writer.putResult(slot.seq, result);
      } catch (error) {
        this.around.broken(error);
        return;
      }
      this.carryOut(effects);
      if (!this.host.survives("writer.answer", "after")) return;
      this.flushSoon();
    };
    this.around.put(
      slot,
      this.host.guard(answer),
      this.host.guard(() => {
        answer("unavailable");
      }),
    );
  }

  private acknowledge(position: number, tickets: readonly number[]): void {
    if (!this.host.survives("writer.durable", "before")) return;
    this.lastAccepted = this.sent.get(position) ?? this.lastAccepted;
    for (const seq of this.sent.keys()) if (seq <= position) this.sent.delete(seq);
    const settled = tickets.map((ticket) => this.waiting.get(ticket));
    this.around.acknowledged(
      position,
      settled.flatMap((waiting) => waiting?.record ?? []),
    );
    for (const ticket of tickets) this.waiting.delete(ticket);
    for (const waiting of settled) waiting?.done();
    this.host.survives("writer.durable", "after");
  }

  private fail(tickets: readonly number[], error: Error): void {
    if (error.name === "Fenced") this.fenced = true;
    else this.around.broken(error);
    for (const ticket of tickets) {
      const waiting = this.waiting.get(ticket);
      this.waiting.delete(ticket);
      waiting?.failed(error);
    }
    if (this.fenced) this.around.fenced();
  }
}
