// SPDX-License-Identifier: Apache-2.0
import { encodeRecord, largestBatch, makeBatch, sameRecord, sizeOf } from "./codec";
import { Fenced } from "./journal";
import { JournalDamaged } from "./journal-damaged";
import type { JournalRecord } from "./records";
import type { Batch, Heartbeat, Position, Slot } from "./store";

/** Names an append, so that its end can be told. */
export type Ticket = number;

/** A slot that the writer wants taken. */
export interface BatchSlot extends Slot {
  readonly content: Batch;
}

/** What became of a put: it took the slot, something else has it, or nobody can say. */
export type PutResult = "put" | "unavailable" | Slot;

/** What the writer wants done, in order. */
export type WriterEffect =
  /** Put the slot on the condition that it is free. `attempt` counts from 1. */
  | { readonly kind: "put"; readonly slot: BatchSlot; readonly attempt: number }
  /** All slots up to `position` are durable: acknowledge. */
  | { readonly kind: "durable"; readonly position: Position; readonly tickets: readonly Ticket[] }
  /** These will not be acknowledged here; whether they count is for the next writer to say. */
  | {
      readonly kind: "failed";
      readonly tickets: readonly Ticket[];
      readonly error: Fenced | JournalDamaged;
    };

/** What a writer is made with. */
export interface WriterOptions {
  /** Names the process, and no other that ever was. */
  readonly writer: string;
  readonly epoch: number;
  /** The most slots that are not acknowledged at a time, as it was registered. */
  readonly window: number;
  /** The most bytes of encoded records in a batch. @default 405504: DynamoDB's limit, less a margin */
  readonly batchBytes?: number;
}

/** The window that a writer registers unless told otherwise. */
export const defaultWindow = 48;

interface Pending {
  readonly record: JournalRecord;
  readonly encoded: string;
  readonly size: number;
  readonly tickets: Ticket[];
}

interface Flight {
  readonly slot: BatchSlot;
  readonly records: readonly Pending[];
  attempt: number;
  durable: boolean;
}

/**
 * The writer of one log. Records gather in a batch until {@link LogWriter.flush}, or until the batch
 * is full; each batch is put into the next slot; a record is acknowledged when its slot and all before
 * it are taken. No more than `window` slots are unacknowledged, since the sealer relies on finding
 * every hole that close to the highest slot.
 *
 * Of one operation only one record is under way at a time, the lowest version first, so that no
 * batch holds two and a version is never durable before the one that it builds on.
 *
 * It has no I/O and no clock: each input returns what is to be done.
 */
export class LogWriter {
  private readonly batchBytes: number;
  /** By operation: what is not durable yet, by version. The first is ready or in flight. */
  private readonly operations = new Map<string, Pending[]>();
  private ready: Pending[] = [];
  private readyBytes = 0;
  private pulse: Heartbeat | undefined;
  private due = false;
  private readonly flights = new Map<Position, Flight>();
  private acknowledged: Position = 0;
  private next: Position = 1;
  private tickets: Ticket = 0;
  private stopped: Fenced | JournalDamaged | undefined;

  constructor(private readonly options: WriterOptions) {
    this.batchBytes = options.batchBytes ?? largestBatch;
  }

  /** Why it takes nothing more: fenced, or the log holds what is not its own. */
  get end(): Fenced | JournalDamaged | undefined {
    return this.stopped;
  }

  /** Whether something waits for {@link LogWriter.flush}. */
  get collecting(): boolean {
    return !this.stopped && !this.due && (this.ready.length > 0 || this.pulse !== undefined);
  }

  /** Whether nothing is waiting or in flight. */
  get idle(): boolean {
    return this.operations.size === 0 && this.flights.size === 0 && this.pulse === undefined;
  }

  /** The highest slot up to which all are durable. */
  get position(): Position {
    return this.acknowledged;
  }

  /**
   * Takes a record. A second one of the same step shares the first one's end.
   *
   * @throws RangeError when it can't fit into an item
   * @throws JournalDamaged when another body for the same step is under way
   */
  append(record: JournalRecord): { ticket: Ticket; effects: WriterEffect[] } {
    const encoded = encodeRecord(record);
    // With the batch's own brackets and a comma.
    const size = sizeOf(encoded) + 2;
    if (size > this.batchBytes) {
      throw new RangeError(
        `version ${record.version} of operation ${record.operation}: has ${size} bytes, ` +
          `an item of the journal holds ${this.batchBytes}; make its body smaller`,
      );
    }
    const ticket = (this.tickets += 1);
    if (this.stopped) return { ticket, effects: [this.failed([ticket], this.stopped)] };
    this.enqueue({ record, encoded, size, tickets: [ticket] });
    return { ticket, effects: this.fill() };
  }

  /** Takes a heartbeat into the next batch. One that still waits gives way to it. */
  heartbeat(heartbeat: Heartbeat): void {
    if (!this.stopped) this.pulse = heartbeat;
  }

  /** Ends the gathering: what waits is put as soon as the window allows. */
  flush(): WriterEffect[] {
    if (this.stopped) return [];
    this.due = true;
    return this.fill();
  }

  /** Takes the answer to a put. One for a slot that is settled already changes nothing. */
  putResult(seq: Position, result: PutResult): WriterEffect[] {
    const flight = this.flights.get(seq);
    if (this.stopped || !flight || flight.durable) return [];
    if (result === "unavailable") {
      flight.attempt += 1;
      return [{ kind: "put", slot: flight.slot, attempt: flight.attempt }];
    }
    if (result !== "put" && result.content.kind === "seal") {
      return this.stop(new Fenced(`the log is sealed at slot ${seq} by ${result.content.by}`));
    }
    if (result !== "put" && !isSameBatch(result, flight.slot)) {
      return this.stop(
        new JournalDamaged(`slot ${seq} has a batch that is not this writer's: two write one log`),
      );
    }
    flight.durable = true;
    return [...this.advance(), ...this.fill()];
  }

  /** Ends the right to write: nothing more is put, and all that waits fails. */
  fence(reason: string): WriterEffect[] {
    return this.stopped ? [] : this.stop(new Fenced(reason));
  }

  private enqueue(pending: Pending): void {
    const { operation, version } = pending.record;
    const queue = this.operations.get(operation);
    if (!queue) {
      this.operations.set(operation, [pending]);
      this.makeReady(pending);
      return;
    }
    const same = queue.find((other) => other.record.version === version);
    if (same) {
      if (!sameRecord(same.record, pending.record)) {
        throw new JournalDamaged(
          `version ${version} of operation ${operation}: two different bodies for one step`,
        );
      }
      same.tickets.push(...pending.tickets);
      return;
    }
    // The first has begun, whatever its version; the others wait in order.
    const later = queue.findIndex((other, index) => index > 0 && other.record.version > version);
    queue.splice(later < 0 ? queue.length : later, 0, pending);
  }

  private makeReady(pending: Pending): void {
    this.ready.push(pending);
    this.readyBytes += pending.size;
  }

  private fill(): WriterEffect[] {
    const effects: WriterEffect[] = [];
    while (this.next <= this.acknowledged + this.options.window) {
      if (this.ready.length === 0 && !this.pulse) this.due = false;
      if (!this.due && this.readyBytes < this.batchBytes) break;
      effects.push(this.takeOff());
    }
    return effects;
  }

  private takeOff(): WriterEffect {
    let bytes = 0;
    const fitting = this.ready.findIndex((pending) => (bytes += pending.size) > this.batchBytes);
    const records = this.ready.splice(0, fitting < 0 ? this.ready.length : fitting);
    this.readyBytes -= records.reduce((sum, pending) => sum + pending.size, 0);
    const content = makeBatch({
      writer: this.options.writer,
      epoch: this.options.epoch,
      records: records.map((pending) => pending.record),
      encoded: records.map((pending) => pending.encoded),
      ...(this.pulse && { heartbeat: this.pulse }),
    });
    this.pulse = undefined;
    const slot: BatchSlot = { seq: this.next, content };
    this.next += 1;
    this.flights.set(slot.seq, { slot, records, attempt: 1, durable: false });
    return { kind: "put", slot, attempt: 1 };
  }

  private advance(): WriterEffect[] {
    const tickets: Ticket[] = [];
    const before = this.acknowledged;
    for (;;) {
      const flight = this.flights.get(this.acknowledged + 1);
      if (!flight?.durable) break;
      this.acknowledged += 1;
      this.flights.delete(this.acknowledged);
      for (const pending of flight.records) {
        tickets.push(...pending.tickets);
        this.settle(pending.record.operation);
      }
    }
    return this.acknowledged === before
      ? []
      : [{ kind: "durable", position: this.acknowledged, tickets }];
  }

  private settle(operation: string): void {
    const queue = this.operations.get(operation);
    queue?.shift();
    const next = queue?.[0];
    if (next) this.makeReady(next);
    else this.operations.delete(operation);
  }

  private stop(error: Fenced | JournalDamaged): WriterEffect[] {
    this.stopped = error;
    const tickets = [...this.operations.values()].flatMap((queue) =>
      queue.flatMap((pending) => pending.tickets),
    );
    this.operations.clear();
    this.flights.clear();
    this.ready = [];
    this.readyBytes = 0;
    this.pulse = undefined;
    return [this.failed(tickets, error)];
  }

  private failed(tickets: readonly Ticket[], error: Fenced | JournalDamaged): WriterEffect {
    return { kind: "failed", tickets: [...tickets].sort((a, b) => a - b), error };
  }
}

function isSameBatch(slot: Slot, own: BatchSlot): boolean {
  return (
    slot.content.kind === "batch" &&
    slot.content.writer === own.content.writer &&
    slot.content.checksum === own.content.checksum
  );
}
