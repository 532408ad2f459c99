// SPDX-License-Identifier: Apache-2.0
import type { JournalRecord, Procedure } from "payments-journal";
import type { Context } from "./ports";
import { log, operations, pager, processors, wall } from "./ports";
import type { OperationStatus } from "./payments";
import type { ProcessorAnswer } from "./processor";
import type { Operation } from "./steps";
import { after, BrokenHistory, nextRecord } from "./steps";

/** Makes all steps of an operation durable that may not be, each exactly as it was made. */
export function* ensureDurable(context: Context, operation: Operation): Procedure<Operation> {
  if (operation.journaled >= operation.version) return operation;
  const records = yield* operations("durable.steps").unjournaled(context.epoch, operation.id);
  yield* appendAll(records);
  return { ...operation, journaled: operation.version };
}

/** Appends records one after another: a step counts only when the one before it is durable. */
export function* appendAll(records: readonly JournalRecord[]): Procedure<void> {
  for (const record of records) yield* log("durable.append").append(record);
}

/**
 * Carries out an operation whose INTENT is durable: sends the stored request, and makes what the
 * processor says durable. One that has an outcome only has it made durable.
 *
 * @throws Unavailable when the processor's answer is not known; the operation stays open
 */
export function* drive(context: Context, operation: Operation): Procedure<Operation> {
  if (operation.status !== "pending") return yield* ensureDurable(context, operation);
  const keyAge = context.processors[operation.processor].keyAge;
  // Half of what the processor promises: the other half is for a sender that is slow or paused.
  if ((yield* wall("3.age").latest()) - operation.at > keyAge / 2) {
    return yield* review(context, operation, "the processor may no longer know its key");
  }
  const answer = yield* processors("3.send").send(operation.request);
  return yield* settle(context, operation, answer);
}

/**
 * Records what a processor said of an operation, and makes it durable. What is final stays as it
 * is: a contradiction is for a person.
 */
export function* settle(
  context: Context,
  operation: Operation,
  answer: ProcessorAnswer,
): Procedure<Operation> {
  let current = operation;
  for (;;) {
    const verdict = judge(current.status, answer.result);
    if (verdict === "contradicts") {
      yield* pager("4.page").page(
        `operation ${current.id} is ${current.status}, and ${current.processor} says otherwise`,
        `${answer.result}, reference ${answer.reference}`,
      );
    }
    if (verdict !== "next") return yield* ensureDurable(context, current);
    const made = nextRecord(current, {
      step: "outcome",
      result: answer.result,
      reference: answer.reference,
      reason: answer.reason ?? null,
    });
    if (yield* operations("4.outcome").advance(context.epoch, made)) {
      return yield* appendMade(context, current, made);
    }
    current = yield* reread(context, current);
  }
}

/** Hands an operation over to a person, unless it has moved on meanwhile. */
export function* review(context: Context, operation: Operation, why: string): Procedure<Operation> {
  const made = nextRecord(operation, { step: "review", why });
  if (!(yield* operations("review.record").advance(context.epoch, made))) {
    return yield* ensureDurable(context, yield* reread(context, operation));
  }
  yield* pager("review.page").page(`operation ${operation.id} needs review`, why);
  return yield* appendMade(context, operation, made);
}

function* appendMade(
  context: Context,
  before: Operation,
  made: JournalRecord,
): Procedure<Operation> {
  const operation = after(before, made);
  // Steps that others made before may not be durable yet.
  if (before.journaled < before.version) return yield* ensureDurable(context, operation);
  yield* log("5.outcome").append(made);
  return { ...operation, journaled: operation.version };
}

function* reread(context: Context, operation: Operation): Procedure<Operation> {
  const found = yield* operations("4.reread").find(context.epoch, operation.id);
  if (found === undefined) {
    throw new BrokenHistory(`operation ${operation.id}: it was there, and is gone`);
  }
  return found;
}

/** Whether an answer is the next step of an operation, is known already, or can't be true too. */
function judge(
  status: OperationStatus,
  result: ProcessorAnswer["result"],
): "next" | "known" | "contradicts" {
  switch (status) {
    case "pending":
      return "next";
    case "accepted":
    case "needs_review":
      return result === "accepted" ? "known" : "next";
    case "succeeded":
    case "declined":
      return result === status || result === "accepted" ? "known" : "contradicts";
  }
}
