// SPDX-License-Identifier: Apache-2.0
import type { Json, JournalRecord } from "payments-journal";
import type { OperationStatus } from "./payments";
import type { Notification, ProcessorAnswer, ProcessorName, StoredRequest } from "./processor";

/** The first step of an operation: all that is needed to carry it out, and to do so again. */
export interface Intent {
  readonly step: "intent";
  readonly kind: "charge" | "refund";
  readonly merchant: string;
  /** The merchant's idempotency key, unique among all its operations. */
  readonly key: string;
  /** Tells whether a repeat of the key has the same body. */
  readonly bodyHash: string;
  /** In the currency's minor unit. */
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
  /** The merchant's own words, `null` when there are none. */
  readonly note: string | null;
  /** Milliseconds since 1970, by the clock that was furthest behind: a key must not look young. */
  readonly at: number;
  readonly request: StoredRequest;
}

/** What the processor said, at once or in a notification. */
export interface Outcome {
  readonly step: "outcome";
  readonly result: ProcessorAnswer["result"];
  readonly reference: string;
  /** Why it declined, `null` when it did not say. */
  readonly reason: string | null;
}

/** Nobody may send the request again, so a person has to find out what became of it. */
export interface Review {
  readonly step: "review";
  readonly why: string;
}

/** A notification as it came. It is an operation of its own, with this one step. */
export interface Notice {
  readonly step: "notice";
  readonly notification: Notification;
}

/** What a record's body says. */
export type Step = Intent | Outcome | Review | Notice;

/** A charge or a refund as its steps have made it. */
export interface Operation {
  readonly id: string;
  readonly payment: string;
  readonly kind: "charge" | "refund";
  readonly merchant: string;
  readonly key: string;
  readonly bodyHash: string;
  readonly amount: number;
  readonly currency: string;
  readonly processor: ProcessorName;
  readonly note?: string;
  /** The time of its INTENT, in milliseconds since 1970. */
  readonly at: number;
  readonly request: StoredRequest;
  readonly status: OperationStatus;
  /** How many steps it has. */
  readonly version: number;
  /** How many of them are known to be durable in the journal; more may be. */
  readonly journaled: number;
  /** The processor's reference. @default - not known yet */
  readonly reference?: string;
  /** Why it was declined. @default - it was not, or the processor did not say */
  readonly declined?: string;
}

/** Thrown when records don't follow each other. Nothing of them may be served: it is a defect. */
export class BrokenHistory extends Error {
  override readonly name = "BrokenHistory";
}

/** The record of an operation's first step. */
export function intentRecord(payment: string, operation: string, intent: Intent): JournalRecord {
  return { payment, operation, version: 1, body: { ...intent, request: { ...intent.request } } };
}

/** The record of the step that follows an operation's last. */
export function nextRecord(operation: Operation, step: Outcome | Review): JournalRecord {
  return {
    payment: operation.payment,
    operation: operation.id,
    version: operation.version + 1,
    body: { ...step },
  };
}

/** Names a notification among the operations. */
export function noticeName(notification: Pick<Notification, "processor" | "event">): string {
  return `notice:${notification.processor}:${notification.event}`;
}

/** The record of a notification's only step. */
export function noticeRecord(payment: string, notification: Notification): JournalRecord {
  const { answer } = notification;
  const body = {
    step: "notice",
    notification: { ...notification, answer: { ...answer } },
  } as const;
  return { payment, operation: noticeName(notification), version: 1, body };
}

const stepNames: readonly string[] = ["intent", "outcome", "review", "notice"];

/**
 * What a record says.
 *
 * @throws BrokenHistory when it is of no kind that is known here
 */
export function stepOf(record: JournalRecord): Step {
  const body = record.body;
  if (!isStep(body)) {
    throw new BrokenHistory(
      `record ${record.operation} version ${record.version}: it has no step that is known here, ` +
        `which are ${stepNames.join(", ")}; read it with the version that wrote it`,
    );
  }
  return body;
}

function isStep(body: Json): body is Json & Step {
  const step = typeof body === "object" && body !== null && "step" in body && body.step;
  return typeof step === "string" && stepNames.includes(step);
}

/** The operation that an INTENT begins. @throws BrokenHistory when the record is not one */
export function begunBy(record: JournalRecord): Operation {
  const step = stepOf(record);
  if (step.step !== "intent" || record.version !== 1) {
    throw new BrokenHistory(
      `record ${record.operation} version ${record.version}: is the step ${step.step}, ` +
        "where an operation begins with an intent as version 1",
    );
  }
  const { merchant, key, bodyHash, kind, amount, currency, at, request } = step;
  return {
    id: record.operation,
    payment: record.payment,
    ...{ kind, merchant, key, bodyHash, amount, currency, at, request },
    processor: request.processor,
    ...(step.note === null ? {} : { note: step.note }),
    status: "pending",
    version: 1,
    journaled: 0,
  };
}

/** What a step changes of an operation. */
export interface Effect {
  readonly status: OperationStatus;
  readonly reference?: string;
  readonly declined?: string;
}

/** What a later step makes of its operation. @throws BrokenHistory when it is not a later step */
export function effectOf(record: JournalRecord): Effect {
  const step = stepOf(record);
  if (step.step === "review") return { status: "needs_review" };
  if (step.step === "outcome") {
    const declined = step.result === "declined" && step.reason !== null ? step.reason : undefined;
    return {
      status: step.result,
      reference: step.reference,
      ...(declined === undefined ? {} : { declined }),
    };
  }
  throw new BrokenHistory(
    `record ${record.operation} version ${record.version}: the step ${step.step} follows no other`,
  );
}

/** The operation after its next step. @throws BrokenHistory when the record is not its next */
export function after(operation: Operation, record: JournalRecord): Operation {
  if (record.operation !== operation.id || record.version !== operation.version + 1) {
    throw new BrokenHistory(
      `record ${record.operation} version ${record.version}: does not follow ` +
        `${operation.id} version ${operation.version}`,
    );
  }
  return { ...operation, ...effectOf(record), version: record.version };
}
