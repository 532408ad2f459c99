// SPDX-License-Identifier: Apache-2.0
import type {
  Control,
  JournalStore,
  LogEntry,
  Position,
  RegistryShard,
  Slot,
} from "payments-journal";

interface Shard {
  readonly logs: Map<string, LogEntry>;
  readonly retired: Set<string>;
  closed: boolean;
}

/**
 * The journal's table in memory, with the conditions that the real one keeps. Each method decides at
 * once, when it is called: whoever wants lost, late or doubled messages puts them in front of it.
 */
export class MemoryJournal implements JournalStore {
  private control: Control | undefined;
  private readonly shards = new Map<string, Shard>();
  private readonly logs = new Map<string, Map<Position, Slot>>();
  private readonly checkpoints = new Map<string, Position>();

  readControl(): Promise<Control | undefined> {
    return Promise.resolve(this.control);
  }

  createControl(control: Control): Promise<boolean> {
    if (this.control) return Promise.resolve(false);
    this.control = control;
    return Promise.resolve(true);
  }

  replaceControl(control: Control, revision: number): Promise<boolean> {
    if (this.control?.revision !== revision) return Promise.resolve(false);
    this.control = control;
    return Promise.resolve(true);
  }

  createShard(epoch: number, shard: number): Promise<void> {
    const key = shardKey(epoch, shard);
    if (!this.shards.has(key)) this.shards.set(key, emptyShard());
    return Promise.resolve();
  }

  register(epoch: number, shard: number, entry: LogEntry): Promise<boolean> {
    const item = this.shards.get(shardKey(epoch, shard));
    if (!item || item.closed || item.retired.has(entry.log)) return Promise.resolve(false);
    item.logs.set(entry.log, entry);
    return Promise.resolve(true);
  }

  closeShard(epoch: number, shard: number): Promise<void> {
    const key = shardKey(epoch, shard);
    const item = this.shards.get(key) ?? emptyShard();
    this.shards.set(key, item);
    item.closed = true;
    return Promise.resolve();
  }

  readShard(epoch: number, shard: number): Promise<RegistryShard | undefined> {
    const item = this.shards.get(shardKey(epoch, shard));
    return Promise.resolve(
      item && { logs: [...item.logs.values()], retired: [...item.retired], closed: item.closed },
    );
  }

  removeLog(epoch: number, shard: number, log: string): Promise<void> {
    const item = this.shards.get(shardKey(epoch, shard));
    if (item?.logs.delete(log)) item.retired.add(log);
    return Promise.resolve();
  }

  putSlot(log: string, slot: Slot): Promise<"put" | Slot> {
    const slots = this.slotsOf(log);
    const taken = slots.get(slot.seq);
    if (taken) return Promise.resolve(taken);
    slots.set(slot.seq, slot);
    return Promise.resolve("put");
  }

  readSlots(log: string, from: number, limit: number): Promise<readonly Slot[]> {
    const slots = [...this.slotsOf(log).values()].filter((slot) => slot.seq >= from);
    return Promise.resolve(slots.sort((a, b) => a.seq - b.seq).slice(0, limit));
  }

  highestSlot(log: string): Promise<Position> {
    return Promise.resolve(Math.max(0, ...this.slotsOf(log).keys()));
  }

  deleteSlots(log: string, seqs: readonly number[]): Promise<void> {
    for (const seq of seqs) this.slotsOf(log).delete(seq);
    return Promise.resolve();
  }

  readCheckpoint(log: string): Promise<Position> {
    return Promise.resolve(this.checkpoints.get(log) ?? 0);
  }

  advanceCheckpoint(log: string, position: Position): Promise<void> {
    this.checkpoints.set(log, Math.max(position, this.checkpoints.get(log) ?? 0));
    return Promise.resolve();
  }

  private slotsOf(log: string): Map<Position, Slot> {
    const slots = this.logs.get(log) ?? new Map<Position, Slot>();
    this.logs.set(log, slots);
    return slots;
  }
}

function emptyShard(): Shard {
  return { logs: new Map(), retired: new Set(), closed: false };
}

function shardKey(epoch: number, shard: number): string {
  return `${epoch}#${shard}`;
}
