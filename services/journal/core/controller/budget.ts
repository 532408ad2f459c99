// SPDX-License-Identifier: Apache-2.0
import { port, type Procedure } from "../procedure";
import { registryShards, type JournalStore } from "../store";

const journal = port<JournalStore>("journal");

/** What a failover would have to go through now. */
export interface Backlog {
  /** Logs in the registry, to be sealed. */
  readonly logs: number;
  /** Slots that are not known to be applied in the standby's database, to be replayed. */
  readonly slots: number;
}

/** What the parts of a failover take, in milliseconds: measured, or as somebody documents it. */
export interface StageTimes {
  readonly detection: number;
  readonly sealOfLog: number;
  /** Of the database, or of name resolution, whichever is longer: they run side by side. */
  readonly promotion: number;
  readonly replayOfSlot: number;
  readonly opening: number;
}

/** How long a failover may take that began now, and whether that is within what was promised. */
export interface FailoverBound {
  readonly backlog: Backlog;
  /** Milliseconds from the loss of the region to the first payment accepted in the other one. */
  readonly bound: number;
  readonly allowed: number;
  /** `near` from four fifths of what is allowed: somebody has to look before it is exceeded. */
  readonly state: "within" | "near" | "exceeded";
}

const near = 0.8;

/** States the bound of a failover. `allowed` in milliseconds. */
export function failoverBound(backlog: Backlog, times: StageTimes, allowed: number): FailoverBound {
  const bound =
    times.detection +
    backlog.logs * times.sealOfLog +
    times.promotion +
    backlog.slots * times.replayOfSlot +
    times.opening;
  const state = bound > allowed ? "exceeded" : bound > allowed * near ? "near" : "within";
  return { backlog, bound, allowed, state };
}

/** Counts what a failover of the epoch would have to seal and to replay. */
export function* backlogOf(epoch: number): Procedure<Backlog> {
  let logs = 0;
  let slots = 0;
  for (let shard = 0; shard < registryShards; shard += 1) {
    const entries = (yield* journal("FB.shard").readShard(epoch, shard))?.logs ?? [];
    for (const { log } of entries) {
      const highest = yield* journal("FB.log").highestSlot(log);
      const checkpoint = yield* journal("FB.log").readCheckpoint(log);
      logs += 1;
      slots += Math.max(0, highest - checkpoint);
    }
  }
  return { logs, slots };
}
