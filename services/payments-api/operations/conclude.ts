// SPDX-License-Identifier: Apache-2.0
import type { JournalRecord, Procedure } from "payments-journal";
import { Unavailable } from "payments-journal";
import { drive, ensureDurable } from "./drive";
import type { Answer } from "./payments";
import type { Begun, Context } from "./ports";
import { log, operations } from "./ports";
import type { Operation } from "./steps";
import { stepOf } from "./steps";
import { TooLate } from "./too-late";

/**
 * Brings an operation that was begun, now or before, as far as it goes, and says what to answer.
 * What is not durable is not told: an operation whose end isn't durable is shown as pending.
 *
 * @param intent the record that was to begin it
 * @throws Fenced, Unavailable when nothing may be told at all
 */
export function* conclude(
  context: Context,
  begun: Begun,
  intent: JournalRecord,
): Procedure<Answer<Operation>> {
  const asked = stepOf(intent);
  const { operation } = begun;
  const repeated = begun.kind === "exists";
  if (repeated && !(asked.step === "intent" && asked.bodyHash === operation.bodyHash)) {
    return { kind: "key-reused" };
  }
  if (repeated && !begun.leased && operation.status === "pending") return { kind: "in-progress" };
  const durable = repeated
    ? yield* ensureDurable(context, operation)
    : yield* appendIntent(operation, intent);
  try {
    const done = yield* drive(context, durable);
    yield* operations("6.finished").finished(context.epoch, done.id, done.journaled);
    return { kind: "answered", view: done, repeated };
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    // The lease is another's by now, and not ours to end.
    if (error instanceof TooLate) return { kind: "pending", view: durable };
    yield* operations("6.open").finished(context.epoch, durable.id, durable.journaled);
    return { kind: "pending", view: durable };
  }
}

function* appendIntent(operation: Operation, intent: JournalRecord): Procedure<Operation> {
  yield* log("2.intent").append(intent);
  return { ...operation, journaled: 1 };
}

/** The same answer with another view of what it is about. */
export function withView<From, To>(answer: Answer<From>, view: (from: From) => To): Answer<To> {
  return answer.kind === "answered" || answer.kind === "pending"
    ? { ...answer, view: view(answer.view) }
    : answer;
}
