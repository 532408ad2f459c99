// SPDX-License-Identifier: Apache-2.0

/** Where something runs. */
export type RegionName = "east" | "west";
/** Ends of a link: the regions, and what is in neither of them. */
export type Place = RegionName | "journal" | "processor" | "client";

/** What becomes of one message and its answer. */
export type Fate =
  /** It never arrives. */
  | "lost"
  /** It acts, and its answer never arrives. */
  | "answer-lost"
  /** It acts `delay` later, when its sender has long given up. */
  | "late"
  /** It acts at once, and again `delay` later. */
  | "twice"
  /** It is answered that a conflict of replicas stopped it: it did nothing. */
  | "conflict";

/** One thing that goes wrong. Times are milliseconds of virtual time. */
export type Fault =
  /** A process dies, or stands still, before or after it does a step for the `occurrence`-th time. */
  | {
      readonly kind: "stop-at-step";
      readonly step: string;
      readonly occurrence: number;
      readonly when: "before" | "after";
      readonly how: "crash" | "pause";
      readonly lasts: number;
    }
  /** What becomes of the message that a step sends, counted in the same way, from 0. */
  | {
      readonly kind: "message-at-step";
      readonly step: string;
      readonly occurrence: number;
      readonly fate: Fate;
      readonly delay: number;
    }
  | { readonly kind: "crash"; readonly process: string; readonly at: number; readonly down: number }
  | {
      readonly kind: "pause";
      readonly process: string;
      readonly at: number;
      readonly lasts: number;
    }
  | {
      readonly kind: "cut";
      /** One way only. */
      readonly links: readonly `${Place}>${Place}`[];
      readonly at: number;
      readonly lasts: number;
    }
  /** All processes of a region die, and its database goes away. */
  | {
      readonly kind: "region-down";
      readonly region: RegionName;
      readonly at: number;
      readonly lasts: number;
    }
  | {
      readonly kind: "message";
      readonly to: Place;
      /** Which of the messages to there, counted from 0. */
      readonly nth: number;
      readonly fate: Fate;
      readonly delay: number;
    }
  | { readonly kind: "lag"; readonly at: number; readonly lasts: number; readonly by: number }
  | { readonly kind: "journal-down"; readonly at: number; readonly lasts: number }
  | {
      readonly kind: "journal-slow";
      readonly at: number;
      readonly lasts: number;
      readonly by: number;
    }
  | {
      readonly kind: "clock-jump";
      readonly process: string;
      readonly at: number;
      readonly by: number;
    }
  | {
      readonly kind: "processor";
      readonly trouble: "busy" | "no-answer" | "slow";
      readonly at: number;
      readonly lasts: number;
    }
  | { readonly kind: "promotion-refused"; readonly times: number }
  /** A database comes back from a crash without its last commits, and waits for a later epoch. */
  | {
      readonly kind: "commits-lost";
      readonly region: RegionName;
      readonly at: number;
      readonly count: number;
    };

/** What a client wants, once; it asks again with the same key until it has a final answer. */
export interface PlannedOperation {
  readonly kind: "pay" | "refund" | "read" | "other-body" | "notification";
  readonly at: number;
  readonly key: string;
  /** Key of the payment that is refunded, read, or spoken of. */
  readonly of: string;
  readonly amount: number;
  /** What the processor makes of it. */
  readonly outcome: "succeeded" | "declined" | "accepted";
  /** Whether it is first sent where the latch does not point. */
  readonly astray: boolean;
}

/** An order to change the epoch, given to both controllers or one. */
export interface PlannedChange {
  readonly kind: "failover" | "switchover" | "roll" | "abort";
  readonly at: number;
  readonly controllers: readonly string[];
}

/** Everything that tells one schedule from another. */
export interface Plan {
  readonly seed: number;
  readonly operations: readonly PlannedOperation[];
  readonly changes: readonly PlannedChange[];
  readonly faults: readonly Fault[];
}
