// SPDX-License-Identifier: Apache-2.0
import type { JournalRecord } from "./records";

/**
 * Thrown by a port when it can't say what happened: no answer in time, a server error, throttling, a
 * conflict of two replicas. What was asked for may have been done, may be done later, or never.
 */
export class Unavailable extends Error {
  override readonly name = "Unavailable";
}

/** What may write payments, and what is being done about it: the one truth, in the journal. */
export interface Control {
  /** Rises by one each time that the right to write changes hands, or is renewed. */
  readonly epoch: number;
  readonly phase: "ACTIVE" | "SEALING";
  /** AWS name of the region that writes in this epoch. */
  readonly active: string;
  /** Changes with every change of this item, which is replaced on the condition that it has not. */
  readonly revision: number;
  /** What is being done while SEALING. */
  readonly change?: EpochChange;
}

/** A change of epoch under way. */
export interface EpochChange {
  /** `roll` renews the epoch where it is; `switchover` is planned, `failover` is not. */
  readonly kind: "failover" | "switchover" | "roll";
  /** AWS name of the region that writes in the next epoch. */
  readonly target: string;
  /** The controller that last took a step. */
  readonly owner: string;
  /** The last step finished, for one that takes over. */
  readonly step: string;
  /** How far the database's promotion has come. Recorded as submitted before it is asked for. */
  readonly promotion: "none" | "submitted" | "refused" | "done";
  /** Rises with each promotion that is asked for. */
  readonly attempt: number;
}

/** A log as its writer registered it. */
export interface LogEntry {
  /** Name of the log, new with each start of a process. */
  readonly log: string;
  /** The most slots that its writer has in flight: the sealer looks that far below the highest. */
  readonly window: number;
  /** The version of what its writer writes. */
  readonly format: number;
}

/** One part of the list of an epoch's logs; one item can't hold all of them. */
export interface RegistryShard {
  readonly logs: readonly LogEntry[];
  /** Names of logs that were taken off: nothing of them is left to replay, only to trim. */
  readonly retired: readonly string[];
  readonly closed: boolean;
}

/** What a writer says of itself once a second, inside its log. */
export interface Heartbeat {
  /** Requests let in since the process started. */
  readonly admitted: number;
  /** Requests answered with a final result since then. */
  readonly answered: number;
  /** Whether a small write to the database succeeded just before. */
  readonly databaseWritable: boolean;
}

/** The content of a slot that a writer took. */
export interface Batch {
  readonly kind: "batch";
  /** Names the process that wrote it: only it writes to this log, besides the sealer. */
  readonly writer: string;
  readonly epoch: number;
  readonly format: number;
  readonly records: readonly JournalRecord[];
  readonly heartbeat?: Heartbeat;
  /** How many records there are, and a CRC-32 over them, checked on replay. */
  readonly count: number;
  readonly checksum: number;
}

/** The end of a log. Nothing of its writer counts from here on. */
export interface Seal {
  readonly kind: "seal";
  /** Whoever put it: a controller, the janitor, or the writer that stops. */
  readonly by: string;
  readonly epoch: number;
  readonly format: number;
}

/** A slot that is taken: for good, since nothing is ever put there a second time. */
export interface Slot {
  /** Counts from 1. */
  readonly seq: number;
  readonly content: Batch | Seal;
}

/** A number under which something of a log is kept, `0` before there is any. */
export type Position = number;

/**
 * The table, as the protocol needs it: strongly consistent reads, and writes of one item under a
 * condition. No transactions, no expiry, no streams, which tables with multi-region strong
 * consistency do not have. Every method may throw {@link Unavailable}.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html
 */
export interface JournalStore {
  readControl(): Promise<Control | undefined>;
  /** Makes the item when there is none. */
  createControl(control: Control): Promise<boolean>;
  /** Replaces the item when its revision is still `revision`; `false` when it is not. */
  replaceControl(control: Control, revision: number): Promise<boolean>;

  /** Makes an epoch's shard, open and empty, when there is none; what is there stays. */
  createShard(epoch: number, shard: number): Promise<void>;
  /**
   * Adds a log when the shard exists and is open; `false` when it is closed or absent, or the log was
   * taken off before: a registration that comes late does not bring it back.
   */
  register(epoch: number, shard: number, entry: LogEntry): Promise<boolean>;
  /** Closes a shard for good; one that does not exist is made, closed, so that none is made later. */
  closeShard(epoch: number, shard: number): Promise<void>;
  readShard(epoch: number, shard: number): Promise<RegistryShard | undefined>;
  /** Moves a log from the list to those retired: sealed, and applied to the last record. */
  removeLog(epoch: number, shard: number, log: string): Promise<void>;

  /** Takes a free slot; otherwise answers with what has it. */
  putSlot(log: string, slot: Slot): Promise<"put" | Slot>;
  /** Slots from `from` upwards, in order, at most `limit`; fewer only when there are no more. */
  readSlots(log: string, from: number, limit: number): Promise<readonly Slot[]>;
  /** The number of the highest slot taken. */
  highestSlot(log: string): Promise<Position>;
  /** Frees slots of a sealed log, never its seal. */
  deleteSlots(log: string, seqs: readonly number[]): Promise<void>;

  /** The highest slot up to which all is applied in the standby's database. */
  readCheckpoint(log: string): Promise<Position>;
  /** Moves it up; a lower one leaves it. */
  advanceCheckpoint(log: string, position: Position): Promise<void>;
}

/** How many shards an epoch's registry has: one item holds about 12,000 names at most. */
export const registryShards = 16;
