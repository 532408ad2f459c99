// SPDX-License-Identifier: Apache-2.0
import type { IncomingHttpHeaders } from "node:http";

import type { ProcessorName } from "../../services/payments-api/operations/processor";
import type { Booking } from "./books";

/** A request as the simulator received it. */
export interface Incoming {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What is answered: an object goes out as JSON. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | object;
}

/** What a request asks a processor to do. */
export interface Work {
  readonly kind: "charge" | "refund";
  readonly key: string;
  /** Our id of the payment or refund. */
  readonly operation: string;
  /** In the currency's minor unit. */
  readonly amount: number;
  /** @default - that of the charge that is refunded */
  readonly currency?: string;
  /** With a charge. */
  readonly token?: string;
  /** With a refund: the processor's reference of the charge. */
  readonly charge?: string;
}

/** Why something was declined. */
export type Refusal = "declined" | "too-much" | "unknown-charge";

/** What became of it. */
export interface Done {
  readonly result: "succeeded" | "declined" | "accepted";
  readonly reference: string;
  readonly refusal?: Refusal;
}

/** A notification, ready to be posted. */
export interface Notice {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How one processor speaks HTTP. */
export interface Dialect {
  readonly name: ProcessorName;
  /** Whether the request carries credentials; which ones doesn't matter. */
  authorized(request: Incoming): boolean;
  /** The charge or refund that is asked for; `undefined` when it is something else. */
  read(request: Incoming): Work | undefined;
  /** Its answer to what was done. */
  answer(work: Work, done: Done): Reply;
  /** What it says instead of doing anything. */
  refuse(why: "unauthorized" | "busy" | "key-reused" | "failed" | "limited" | "unknown"): Reply;
  /** A notification of the ends of some operations; the same `event` always says the same. */
  notice(events: readonly { event: string; work: Work; done: Done }[]): Notice;
  /** Everything else that is asked: tokens, reports, a ping. `undefined` when it knows no such path. */
  other(request: Incoming, bookings: readonly Booking[]): Reply | undefined;
}
