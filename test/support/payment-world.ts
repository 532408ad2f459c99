// SPDX-License-Identifier: Apache-2.0
import { Fenced, perform, run, Unavailable } from "payments-journal";
import type { JournalRecord, Procedure } from "payments-journal";
import { pay } from "../../services/payments-api/operations/pay";
import type { PayAsk } from "../../services/payments-api/operations/pay";
import { refund } from "../../services/payments-api/operations/refund";
import type { RefundAsk } from "../../services/payments-api/operations/refund";
import type {
  Context,
  PaymentPorts,
  ProcessorFacts,
} from "../../services/payments-api/operations/ports";
import type {
  ProcessorAnswer,
  ProcessorName,
  StoredRequest,
} from "../../services/payments-api/operations/processor";
import { MemoryOperations } from "./memory-operations";

/** How long the processor of the world remembers a key, in milliseconds. */
export const keyAge = 24 * 3_600_000;

/** One database, one journal and one processor, all in memory, and a clock that a test moves. */
export class PaymentWorld {
  now = 1_000_000;
  readonly database = new MemoryOperations(() => this.now);
  /** What is durable, in the order of the appends. */
  readonly journal: JournalRecord[] = [];
  /** What the processor did, once for each key. */
  readonly done = new Map<string, { request: StoredRequest; answer: ProcessorAnswer }>();
  /** Each request that the processor was sent, as often as it was. */
  readonly sent: StoredRequest[] = [];
  readonly pages: string[] = [];
  /** What the processor makes of a new request. */
  decide: (request: StoredRequest) => ProcessorAnswer["result"] = () => "succeeded";
  /** Whether the processor's answers get lost, after it has done what it was asked for. */
  deaf = false;
  /** What the journal does instead of taking a record. */
  journalFails: "no" | "unavailable" | "fenced" = "no";

  readonly ports: PaymentPorts & Readonly<Record<string, object>> = {
    operations: this.database,
    log: { append: (record: JournalRecord) => this.append(record) },
    processors: { send: (request: StoredRequest) => this.send(request) },
    wall: {
      earliest: () => Promise.resolve(this.now),
      latest: () => Promise.resolve(this.now),
    },
    pager: {
      page: (subject: string) => {
        this.pages.push(subject);
        return Promise.resolve();
      },
    },
  };

  constructor() {
    this.database.raiseFence(1);
  }

  /** As a process of the epoch and with the name has it. */
  context(owner = "process-a", epoch = 1): Context {
    return {
      epoch,
      lease: { owner, milliseconds: 10_000 },
      processors: facts,
      acceptedFor: 72 * 3_600_000,
    };
  }

  run<Result>(procedure: Procedure<Result>): Promise<Result> {
    return run(procedure, this.ports);
  }

  /** The versions of an operation that the journal has, in order. */
  journaled(operation: string): readonly number[] {
    return this.journal
      .filter((record) => record.operation === operation)
      .map((record) => record.version);
  }

  /** The bodies that differ among the records of one operation and version: never more than one. */
  versionsThatDiffer(): readonly string[] {
    const bodies = new Map<string, Set<string>>();
    for (const { operation, version, body } of this.journal) {
      const name = `${operation} ${version}`;
      bodies.set(name, (bodies.get(name) ?? new Set()).add(JSON.stringify(body)));
    }
    return [...bodies].filter(([, all]) => all.size > 1).map(([name]) => name);
  }

  /** What the processor did of one kind. */
  doneOf(kind: StoredRequest["kind"]): readonly StoredRequest[] {
    return [...this.done.values()]
      .filter(({ request, answer }) => request.kind === kind && answer.result !== "declined")
      .map(({ request }) => request);
  }

  private append(record: JournalRecord): Promise<void> {
    if (this.journalFails === "fenced") return Promise.reject(new Fenced("the log is sealed"));
    if (this.journalFails === "unavailable") return Promise.reject(new Unavailable("no answer"));
    this.journal.push(record);
    return Promise.resolve();
  }

  private send(request: StoredRequest): Promise<ProcessorAnswer> {
    this.sent.push(request);
    const known = this.done.get(request.idempotencyKey);
    const answer = known?.answer ?? this.decided(request);
    this.done.set(request.idempotencyKey, { request, answer });
    return this.deaf
      ? Promise.reject(new Unavailable("the processor did not answer"))
      : Promise.resolve(answer);
  }

  private decided(request: StoredRequest): ProcessorAnswer {
    const result = this.decide(request);
    const reference = `at-processor-${this.done.size}`;
    return result === "declined"
      ? { result, reference, reason: "no funds" }
      : { result, reference };
  }
}

const processor: ProcessorFacts = {
  keyAge,
  accepts: (currency) => currency !== "XXX",
  prepareCharge: ({ payment, amount }) => stored("charge", payment, { payment, amount }),
  prepareRefund: ({ refund: name, charge, amount }) => stored("refund", name, { charge, amount }),
};

const facts: Readonly<Record<ProcessorName, ProcessorFacts>> = {
  stripe: processor,
  adyen: processor,
  paypal: processor,
};

function stored(kind: StoredRequest["kind"], operation: string, body: object): StoredRequest {
  return {
    processor: "stripe",
    kind,
    idempotencyKey: `${kind}-${operation}`,
    scope: "account",
    apiVersion: "1",
    method: "POST",
    path: `/${kind}s`,
    body: JSON.stringify(body),
  };
}

/** A request for a payment of 1000 by its key. */
export function payAsk(key: string, change: Partial<PayAsk> = {}): PayAsk {
  return {
    merchant: "merchant",
    key,
    bodyHash: "hash",
    id: `payment-${key}`,
    request: { amount: 1_000, currency: "EUR", processor: "stripe", token: "tok" },
    ...change,
  };
}

/** A request for a refund of the payment whose key was `payment`. */
export function refundAsk(key: string, payment: string, amount: number): RefundAsk {
  return {
    merchant: "merchant",
    key,
    bodyHash: `refund ${payment} ${amount}`,
    id: `refund-${key}`,
    payment: `payment-${payment}`,
    request: { amount },
  };
}

/** Takes a payment in the world. */
export function payIn(world: PaymentWorld, key: string, change: Partial<PayAsk> = {}) {
  return world.run(pay(world.context(), payAsk(key, change)));
}

/** Gives some of a payment back in the world. */
export function refundIn(world: PaymentWorld, key: string, payment: string, amount: number) {
  return world.run(refund(world.context(), refundAsk(key, payment, amount)));
}

/**
 * Runs a procedure as a process does that dies: its first `calls` calls are done, and of the last of
 * them it never hears. `false` when it came to its end before.
 */
export async function dieAfter(
  world: PaymentWorld,
  procedure: Procedure<unknown>,
  calls: number,
): Promise<boolean> {
  let next = procedure.next();
  for (let done = 0; !next.done; done += 1) {
    if (done === calls) return true;
    next = procedure.next(await perform(next.value, world.ports));
  }
  return false;
}

/** The steps that a procedure takes in a world. */
export async function stepsOf(
  world: PaymentWorld,
  procedure: Procedure<unknown>,
): Promise<readonly string[]> {
  const steps: string[] = [];
  let next = procedure.next();
  while (!next.done) {
    steps.push(next.value.step);
    next = procedure.next(await perform(next.value, world.ports));
  }
  return steps;
}
