// SPDX-License-Identifier: Apache-2.0
import type { Procedure } from "payments-journal";
import { Unavailable } from "payments-journal";
import { drive, ensureDurable, review } from "./drive";
import type { Context } from "./ports";
import { operations, wall } from "./ports";
import type { Operation } from "./steps";

/**
 * Brings an operation that somebody left open to its end. It never concludes that nothing happened:
 * it sends the stored request again, with its key, and records what the processor says then. An
 * INTENT that never came into the journal is put there and carried out like any other.
 *
 * @throws Fenced, Unavailable when it stays open for now
 */
export function* resolve(context: Context, operation: Operation): Procedure<Operation> {
  const durable = yield* ensureDurable(context, operation);
  const done = yield* overdue(context, durable);
  yield* operations("resolve.finished").finished(context.epoch, done.id, done.journaled);
  return done;
}

function* overdue(context: Context, operation: Operation): Procedure<Operation> {
  if (operation.status !== "accepted") return yield* drive(context, operation);
  const waited = (yield* wall("resolve.age").latest()) - operation.at;
  if (waited <= context.acceptedFor) return operation;
  return yield* review(context, operation, "the processor accepted it, and then said no more");
}

/** What one round of the resolver came to. */
export interface Sweep {
  readonly claimed: number;
  /** Those that are open still: their processor or the journal gave no answer. */
  readonly open: number;
}

/** One round of the resolver: claims some operations and brings each as far as it goes. */
export function* sweep(context: Context, limit: number): Procedure<Sweep> {
  const acceptedBefore = (yield* wall("sweep.time").latest()) - context.acceptedFor;
  const claimed = yield* operations("sweep.claim").claim(
    context.epoch,
    { limit, acceptedBefore },
    context.lease,
  );
  let open = 0;
  for (const operation of claimed) {
    try {
      yield* resolve(context, operation);
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      open += 1;
    }
  }
  return { claimed: claimed.length, open };
}
