// SPDX-License-Identifier: Apache-2.0
import type { EpochChange } from "../store";

/** Name of the port that is the `ReplayTarget` of a region's database. */
export function databasePort(region: string): string {
  return `database:${region}`;
}

/** What is seen of one region's database. */
export interface RegionState {
  /** `unreachable` says nothing about whether it writes. */
  readonly role: "writer" | "standby" | "unreachable";
  /** Whether a promotion, a restart or another operation is in progress there. */
  readonly busy: boolean;
  /** Whether the region could serve at once: instances, disks and connections for the whole load. */
  readonly ready: boolean;
  /** What is amiss, for people. @default - nothing */
  readonly detail?: string;
}

/** Why and until when a promotion is asked for. */
export interface PromotionOrder {
  readonly kind: Exclude<EpochChange["kind"], "roll">;
  /** As recorded in the control item, for the provider's own log. */
  readonly attempt: number;
  /**
   * The time, on the clock of `RegionDatabases.now`, after which the call must have no effect any
   * more. It is judged where it takes effect, because the caller, or the message, may be asleep.
   */
  readonly notAfter: number;
}

/**
 * The databases of both regions, as the controller needs them. Every method answers within a deadline
 * of the adapter's or throws `Unavailable`; what it was asked for may then still happen.
 */
export interface RegionDatabases {
  /** Never throws for a database that can't be reached: that is what `unreachable` says. */
  observe(region: string): Promise<RegionState>;
  /** Milliseconds on the clock by which a promotion in that region is judged to be late. */
  now(region: string): Promise<number>;
  /**
   * Asks for the promotion of the standby in `target`, and does not wait for its end, which
   * `observe` shows. `refused` when the call that was answered will definitely not lead to it; of
   * another copy of the same call, made by a library or a network, only `notAfter` says that.
   */
  promote(target: string, order: PromotionOrder): Promise<"accepted" | "refused">;
  /** Shuts out the processes of epochs below `epoch`; a lower epoch than the row's leaves it. */
  raiseFence(region: string, epoch: number): Promise<void>;
  /** How far the region's writer has come, in words that only {@link reached} reads. */
  position(region: string): Promise<string>;
  /** Whether the region's standby has all that the writer had at `position`. */
  reached(region: string, position: string): Promise<boolean>;
}

/**
 * What clients are sent by. A region that is retired gets no new clients until it is restored. A call
 * with a lower stamp than the region's latest is late and changes nothing; stamps are revisions of
 * the control item.
 */
export interface Latch {
  retire(region: string, stamp: number): Promise<void>;
  restore(region: string, stamp: number): Promise<void>;
}

/** Calls a person. */
export interface Pager {
  /** Never throws: whoever pages is in trouble already. */
  page(subject: string, detail: string): Promise<void>;
}

/** Time, for those who have to wait. */
export interface Clock {
  /** Milliseconds on a clock that only goes forward and starts anywhere. */
  monotonic(): Promise<number>;
  /** Settles when that many milliseconds have gone by. */
  waited(milliseconds: number): Promise<void>;
}
