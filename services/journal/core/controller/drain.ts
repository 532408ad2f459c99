// SPDX-License-Identifier: Apache-2.0
import { port, type Procedure } from "../procedure";
import { Unavailable } from "../store";
import type { Hold } from "./hold";
import type { Clock, Pager, RegionDatabases } from "./ports";

const databases = port<RegionDatabases>("databases");
const clock = port<Clock>("clock");
const pager = port<Pager>("pager");

/** How long a planned change waits for the standby. */
export interface DrainSettings {
  /** Milliseconds that the standby has to catch up with the writer. */
  readonly drainDeadline: number;
  /** Milliseconds between two looks. */
  readonly pollInterval: number;
}

/**
 * Before a planned promotion: nothing writes to the old database any more, and the standby gets all
 * that it has, what the journal does not cover too. When it doesn't catch up in time, the change goes
 * `back`; or, with the old writer gone in the meantime, on as `unplanned`, with what is in the journal.
 */
export function* drained(
  hold: Hold,
  settings: DrainSettings,
): Procedure<"drained" | "back" | "unplanned"> {
  const { active, change } = hold.control;
  if (yield* caughtUp(hold, settings)) return "drained";
  const old = yield* databases("F2.5.drain").observe(active);
  const end = old.role === "writer" ? "back" : "unplanned";
  yield* pager("F2.5.drain").page(
    `${change.target} did not catch up with ${active} in ${settings.drainDeadline} ms`,
    end === "back"
      ? "the switchover goes back"
      : `${active} is ${old.role}: this is a failover now`,
  );
  return end;
}

function* caughtUp(hold: Hold, settings: DrainSettings): Procedure<boolean> {
  const { active, change } = hold.control;
  const end = (yield* clock("F2.5.drain").monotonic()) + settings.drainDeadline;
  let position: string | undefined;
  for (;;) {
    try {
      if (position === undefined) {
        yield* hold.check("F2.5.fence");
        yield* databases("F2.5.fence").raiseFence(active, hold.nextEpoch);
        position = yield* databases("F2.5.drain").position(active);
      }
      if (yield* databases("F2.5.drain").reached(change.target, position)) return true;
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
    }
    if ((yield* clock("F2.5.drain").monotonic()) >= end) return false;
    yield* clock("F2.5.drain").waited(settings.pollInterval);
    yield* hold.move("renew", "F2.5.drain.renew");
  }
}
