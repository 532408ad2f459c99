// SPDX-License-Identifier: Apache-2.0

/** What a client asked for. */
export type Operation =
  | { readonly kind: "pay"; readonly key: string; readonly amount: number; readonly body: string }
  | {
      readonly kind: "refund";
      readonly key: string;
      /** Key of the payment that is refunded. */
      readonly of: string;
      readonly amount: number;
      readonly body: string;
    }
  | {
      readonly kind: "read";
      /** Key of the payment that is read. */
      readonly of: string;
    };

/** What a client was told. */
export interface Told {
  readonly status: number;
  /** Id of the payment or refund, where the answer has one. */
  readonly id?: string;
  /** `status` of the answer's body: `succeeded`, `declined`, `pending`… */
  readonly result?: string;
  readonly amount?: number;
  /** What the payment says was refunded. */
  readonly refunded?: number;
}

/**
 * One line of the clients' history: a try that began, or how it ended. `ok` was told something, of
 * whatever status; `unknown` was told nothing: refused connection, reset, timeout.
 */
export interface ClientEvent {
  readonly type: "invoke" | "ok" | "unknown";
  /** Names the try; its `invoke` and its end have the same. */
  readonly attempt: string;
  /** Milliseconds on the drill's own clock, which only goes forward. */
  readonly at: number;
  readonly region: string;
  readonly operation: Operation;
  /** With `ok`. */
  readonly told?: Told;
}

/** One thing that a processor did, from its own books. */
export interface LedgerEntry {
  readonly processor: string;
  readonly kind: "charge" | "refund";
  readonly idempotencyKey: string;
  /** Our id of the payment or refund. */
  readonly operation: string;
  /** Our id of the payment that it belongs to. */
  readonly payment: string;
  readonly amount: number;
  readonly at: number;
}

/** An operation as it stands in the database that writes when all is over. */
export interface StoredOperation {
  readonly operation: string;
  readonly payment: string;
  readonly kind: "charge" | "refund";
  readonly key: string;
  readonly status: string;
  readonly amount: number;
}

/** In the order of a drill; `MomentName` says what each means. */
export const momentNames = [
  "fault",
  "healed",
  "detected",
  "sealed",
  "promoted",
  "refused",
  "replayed",
  "opened",
  "routed",
  "failback",
] as const;

/**
 * What a moment can be. The checks conclude from their order, so each is to be written down when it
 * is certain: after it took effect, but `replayed` before control says that its epoch is open.
 *
 * - `fault`: a fault begins, in `region` if in one
 * - `healed`: the fault is over
 * - `detected`: it is decided that `region` is lost
 * - `sealed`: the last log of `epoch`, the epoch of `region`, is sealed
 * - `promoted`: the database of `region` takes writes
 * - `refused`: the promotion of the database of `region` was refused
 * - `replayed`: the database of `region` has the journal; `epoch` is the one to be opened
 * - `opened`: control says that `region` writes, in `epoch`
 * - `routed`: the public name answers with `region` from now on
 * - `failback`: somebody began the runbook that takes the traffic back to `region`
 */
export type MomentName = (typeof momentNames)[number];

/** A moment of the drill: a fault, a step of the failover, a change of who may write. */
export interface Moment {
  /** On the same clock as the clients' events. */
  readonly at: number;
  readonly what: MomentName;
  readonly region?: string;
  readonly epoch?: number;
  /** For people. */
  readonly detail?: string;
}

/** All that happened in one run of one scenario. */
export interface History {
  readonly scenario: string;
  readonly seed: number;
  readonly events: readonly ClientEvent[];
  readonly ledger: readonly LedgerEntry[];
  readonly stored: readonly StoredOperation[];
  readonly moments: readonly Moment[];
}
