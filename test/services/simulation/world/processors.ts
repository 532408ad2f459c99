// SPDX-License-Identifier: Apache-2.0
import type {
  Notification,
  ProcessorAnswer,
  StoredRequest,
} from "../../../../services/payments-api/operations/processor";
import type { ProcessorFacts } from "../../../../services/payments-api/operations/ports";
import type { Fault } from "../engine/plan";
import type { Timeline } from "../engine/timeline";

/** How long the processors remember a key, in milliseconds of virtual time. */
export const keyAge = 60_000;

/** What a processor's books say of one key. */
export interface Booked {
  readonly operation: string;
  readonly payment: string;
  readonly kind: StoredRequest["kind"];
  readonly amount: number;
  readonly answer: ProcessorAnswer;
  /** What came of it in the end, where it was only accepted at first. */
  readonly end: ProcessorAnswer["result"];
  readonly at: number;
}

/** What a processor remembers with a key. */
interface Known {
  readonly booked: Booked;
  readonly request: StoredRequest;
  readonly busyUntil: number;
}

interface Body {
  readonly operation: string;
  readonly payment: string;
  readonly amount: number;
  readonly token: string;
}

/** All processors at once, since a payment never changes its own: their books, and their whims. */
export class SimulatedProcessors {
  /** Everything that was done, in order: a second line of one operation is a second charge. */
  readonly books: Booked[] = [];
  private readonly keys = new Map<string, Known>();
  private readonly troubles: readonly Extract<Fault, { kind: "processor" }>[];

  /**
   * @param unavailable makes the error that says nothing
   * @param told called with each notification that is to be sent
   * @param cheated called when a key comes back with another request
   */
  constructor(
    private readonly timeline: Timeline,
    faults: readonly Fault[],
    private readonly unavailable: (reason: string) => Error,
    private readonly told: (notification: Notification) => void,
    private readonly cheated: (detail: string) => void,
  ) {
    this.troubles = faults.filter((fault) => fault.kind === "processor");
  }

  /** How much longer it takes now: longer than its callers wait. */
  get slowness(): number {
    return this.has("slow") ? 1_300 : 0;
  }

  /** Takes a request: the first of its key acts, and the others are answered the same. */
  send(request: StoredRequest): ProcessorAnswer {
    const { now } = this.timeline;
    if (this.has("busy")) throw this.unavailable("too many requests");
    const known = this.keys.get(request.idempotencyKey);
    if (known && now - known.booked.at < keyAge) {
      if (!isSame(known.request, request)) {
        this.cheated(`key ${request.idempotencyKey} came back with another request`);
      }
      if (now < known.busyUntil) throw this.unavailable("this key is being worked on");
      if (this.has("no-answer")) throw this.unavailable("the answer got lost");
      return known.booked.answer;
    }
    const booked = this.book(request);
    this.keys.set(request.idempotencyKey, { booked, request, busyUntil: now + this.slowness });
    if (this.has("no-answer")) throw this.unavailable("the answer got lost");
    return booked.answer;
  }

  private book(request: StoredRequest): Booked {
    const { operation, payment, amount, token } = JSON.parse(request.body) as Body;
    const result = token === "declined" || token === "accepted" ? token : "succeeded";
    const end = result === "accepted" ? "succeeded" : result;
    const reference = `reference-${operation}`;
    const booked: Booked = {
      operation,
      payment,
      kind: request.kind,
      amount,
      answer: { result, reference, ...(result === "declined" && { reason: "no funds" }) },
      end,
      at: this.timeline.now,
    };
    this.books.push(booked);
    if (result === "accepted") {
      this.told({
        processor: request.processor,
        event: `event-${operation}`,
        operation,
        answer: { result: end, reference },
      });
    }
    return booked;
  }

  private has(trouble: Extract<Fault, { kind: "processor" }>["trouble"]): boolean {
    const { now } = this.timeline;
    return this.troubles.some(
      (fault) => fault.trouble === trouble && fault.at <= now && now < fault.at + fault.lasts,
    );
  }
}

function isSame(one: StoredRequest, other: StoredRequest): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** What the plan says that the processor makes of an operation: the first part of its id. */
export function outcomeOf(operation: string): string {
  return operation.split(".")[0] ?? "";
}

/** The client's key that an operation was made for: the second part of its id. */
export function keyOf(operation: string): string {
  return operation.split(".")[1] ?? "";
}

function prepared(kind: StoredRequest["kind"], path: string, body: Body): StoredRequest {
  return {
    processor: "stripe",
    kind,
    idempotencyKey: `${kind}-${body.operation}`,
    scope: "simulation",
    apiVersion: "2026-01-01",
    method: "POST",
    path,
    body: JSON.stringify(body),
  };
}

/** What the payment procedures know of a processor here. */
export const processorFacts: ProcessorFacts = {
  keyAge,
  accepts: () => true,
  prepareCharge: ({ payment, amount, token }) =>
    prepared("charge", "/charges", { operation: payment, payment, amount, token }),
  prepareRefund: ({ refund, payment, amount }) =>
    prepared("refund", "/refunds", {
      operation: refund,
      payment,
      amount,
      token: outcomeOf(refund),
    }),
};
