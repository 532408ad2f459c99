// SPDX-License-Identifier: Apache-2.0
import type {
  Batch,
  Control,
  JournalRecord,
  JournalStore,
  LogEntry,
  RegistryShard,
  Slot,
} from "payments-journal";

import type { Sync } from "../protocol/sync";

interface Log {
  readonly slots: Map<number, Slot>;
  highest: number;
  /** Up to where every slot was once taken, whatever was freed since. */
  prefix: number;
  /** Where its seal is. */
  seal: number | undefined;
}

interface Shard {
  readonly logs: Map<string, LogEntry>;
  readonly retired: Set<string>;
  closed: boolean;
}

/** The journal's table: every call acts on its latest state, at once and whole. */
export class SimulatedJournal implements Sync<JournalStore> {
  /** Every record that was ever durable, by operation: a slot once taken is for good. */
  readonly durable = new Map<string, JournalRecord[]>();
  /** All the controls that there were, oldest first. */
  readonly controls: Control[] = [];
  /** When each of them was written. */
  readonly controlTimes: number[] = [];
  private readonly logs = new Map<string, Log>();
  private readonly shards = new Map<string, Shard>();
  private readonly checkpoints = new Map<string, number>();
  /** When each epoch's successor began. */
  private readonly ends = new Map<number, number>();

  /**
   * @param overtaken told of a refund that is durable while the capture that it builds on is not
   */
  constructor(
    private readonly now: () => number,
    private readonly overtaken: (refund: string) => void,
  ) {}

  /** The control item as it is. */
  get control(): Control | undefined {
    return this.controls[this.controls.length - 1];
  }

  readControl(): Control | undefined {
    return this.control;
  }

  createControl(control: Control): boolean {
    if (this.control) return false;
    this.controls.push(control);
    this.controlTimes.push(this.now());
    return true;
  }

  replaceControl(control: Control, revision: number): boolean {
    const before = this.control;
    if (before?.revision !== revision) return false;
    this.controls.push(control);
    this.controlTimes.push(this.now());
    if (control.epoch > before.epoch) this.ends.set(before.epoch, this.now());
    return true;
  }

  createShard(epoch: number, shard: number): void {
    const name = `${epoch}#${shard}`;
    if (!this.shards.has(name)) {
      this.shards.set(name, { logs: new Map(), retired: new Set(), closed: false });
    }
  }

  register(epoch: number, shard: number, entry: LogEntry): boolean {
    const found = this.shards.get(`${epoch}#${shard}`);
    if (!found || found.closed || found.retired.has(entry.log)) return false;
    found.logs.set(entry.log, entry);
    return true;
  }

  closeShard(epoch: number, shard: number): void {
    this.createShard(epoch, shard);
    const found = this.shards.get(`${epoch}#${shard}`);
    if (found) found.closed = true;
  }

  readShard(epoch: number, shard: number): RegistryShard | undefined {
    const found = this.shards.get(`${epoch}#${shard}`);
    return (
      found && {
        logs: [...found.logs.values()],
        retired: [...found.retired],
        closed: found.closed,
      }
    );
  }

  removeLog(epoch: number, shard: number, log: string): void {
    const found = this.shards.get(`${epoch}#${shard}`);
    if (found?.logs.delete(log)) found.retired.add(log);
  }

  putSlot(name: string, slot: Slot): "put" | Slot {
    const log = this.log(name);
    const taken = log.slots.get(slot.seq);
    if (taken) return taken;
    log.slots.set(slot.seq, slot);
    log.highest = Math.max(log.highest, slot.seq);
    while (log.slots.has(log.prefix + 1)) log.prefix++;
    if (slot.content.kind === "seal") log.seal = Math.min(log.seal ?? slot.seq, slot.seq);
    else this.remember(slot.content);
    return "put";
  }

  readSlots(name: string, from: number, limit: number): readonly Slot[] {
    const log = this.logs.get(name);
    const found: Slot[] = [];
    if (!log) return found;
    for (let seq = Math.max(1, from); seq <= log.highest && found.length < limit; seq++) {
      const slot = log.slots.get(seq);
      if (slot) found.push(slot);
    }
    return found;
  }

  highestSlot(name: string): number {
    return this.logs.get(name)?.highest ?? 0;
  }

  deleteSlots(name: string, seqs: readonly number[]): void {
    const log = this.logs.get(name);
    for (const seq of seqs) log?.slots.delete(seq);
  }

  readCheckpoint(log: string): number {
    return this.checkpoints.get(log) ?? 0;
  }

  advanceCheckpoint(log: string, position: number): void {
    if (position > this.readCheckpoint(log)) this.checkpoints.set(log, position);
  }

  /** Where a log ends. */
  sealOf(log: string): number | undefined {
    return this.logs.get(log)?.seal;
  }

  /** Up to where every slot of a log was once taken. */
  prefixOf(log: string): number {
    return this.logs.get(log)?.prefix ?? 0;
  }

  /** All that was ever durable of an operation, in the order in which it became so. */
  recordsOf(operation: string): readonly JournalRecord[] {
    return this.durable.get(operation) ?? [];
  }

  has(record: JournalRecord): boolean {
    return this.recordsOf(record.operation).some(
      (other) =>
        other === record ||
        (other.version === record.version && JSON.stringify(other) === JSON.stringify(record)),
    );
  }

  /** When the epoch after this one began. */
  overSince(epoch: number): number | undefined {
    return this.ends.get(epoch);
  }

  /** Logs that could be acknowledged in still, or joined: all of an epoch must be sealed to end it. */
  unsealed(epoch: number): readonly string[] {
    const names: string[] = [];
    for (const [name, shard] of this.shards) {
      if (!name.startsWith(`${epoch}#`)) continue;
      if (!shard.closed) names.push(`shard ${name}`);
      for (const log of shard.logs.keys()) if (this.sealOf(log) === undefined) names.push(log);
    }
    return names;
  }

  private log(name: string): Log {
    const found = this.logs.get(name) ?? {
      slots: new Map(),
      highest: 0,
      prefix: 0,
      seal: undefined,
    };
    this.logs.set(name, found);
    return found;
  }

  private remember(batch: Batch): void {
    for (const record of batch.records) {
      const { payment, operation } = record;
      const isRefund = payment !== operation && isIntent(record);
      if (isRefund && this.recordsOf(payment).length < 2) this.overtaken(operation);
      const known = this.durable.get(record.operation);
      if (known) known.push(record);
      else this.durable.set(record.operation, [record]);
    }
  }
}

function isIntent({ body }: JournalRecord): boolean {
  return (body as { readonly step?: string }).step === "intent";
}
