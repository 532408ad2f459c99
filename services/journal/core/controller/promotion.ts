// SPDX-License-Identifier: Apache-2.0
import { port, type Procedure } from "../procedure";
import { Unavailable } from "../store";
import type { Hold } from "./hold";
import type { Clock, Pager, RegionDatabases } from "./ports";

const databases = port<RegionDatabases>("databases");
const clock = port<Clock>("clock");
const pager = port<Pager>("pager");

/** How a promotion is asked for and waited for. */
export interface PromotionSettings {
  /** Milliseconds after which a call for a promotion has no effect any more. */
  readonly promotionDeadline: number;
  /** Milliseconds between two looks at the databases. */
  readonly pollInterval: number;
}

/**
 * The promotion of the target's database. It is recorded as submitted before each call, since from
 * then on there may be two writers, and there is no way back until it is known that there are not.
 */
export class Promotion {
  /** No call that is on its way, ours or a predecessor's, has an effect after this. */
  private quietAt = -Infinity;
  private answer: "accepted" | "refused" | "unknown" = "unknown";

  constructor(
    private readonly hold: Hold,
    private readonly settings: PromotionSettings,
  ) {}

  /** Reckons with calls of the controller that had the change before: their end is not known. */
  *inherit(): Procedure<void> {
    if (this.hold.change.promotion !== "submitted") return;
    const now = yield* clock("F3.inherit").monotonic();
    this.quietAt = now + this.settings.promotionDeadline;
  }

  /**
   * Records the next attempt, then asks. The time is read before it is recorded: so whoever reads the
   * record and waits for the deadline has outwaited this call, wherever it stopped in between.
   */
  *ask(): Procedure<void> {
    const deadline = this.settings.promotionDeadline;
    const { kind, target } = this.hold.change;
    if (kind === "roll") throw new TypeError("a roll promotes nothing");
    const notAfter = (yield* databases("F3.time").now(target)) + deadline;
    yield* this.hold.move("submit", "F3.submit");
    yield* this.hold.check("F3.promote");
    const { attempt } = this.hold.change;
    try {
      this.answer = yield* databases("F3.promote").promote(target, { kind, attempt, notAfter });
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      this.answer = "unknown";
    }
    const now = yield* clock("F3.promote").monotonic();
    // After a refusal too: what was refused may have been one of two copies of the call.
    this.quietAt = Math.max(this.quietAt, now + deadline);
    if (this.answer !== "refused") return;
    yield* pager("F3.promote").page(
      `promotion of ${target} refused`,
      `attempt ${attempt} for epoch ${this.hold.nextEpoch}; the old writer is looked at next`,
    );
  }

  /**
   * Whether it is certain that no promotion will come, and that the old writer is still there: then
   * it is recorded as refused, and there is a way back. After a refusal it is waited for, as long as
   * the old writer is there and nothing is seen to happen in the target.
   */
  *isRefused(): Procedure<boolean> {
    const { active, change } = this.hold.control;
    while (this.answer === "refused") {
      // The clock first: what is seen must have been so after the last call lost its effect.
      const now = yield* clock("F3.refused").monotonic();
      const target = yield* databases("F3.refused").observe(change.target);
      const old = yield* databases("F3.refused").observe(active);
      if (target.role !== "standby" || target.busy || old.role !== "writer") return false;
      if (now > this.quietAt) {
        yield* this.hold.move("refuse", "F3.refused");
        return true;
      }
      yield* clock("F3.refused").waited(this.settings.pollInterval);
      yield* this.hold.move("renew", "F3.refused.renew");
    }
    return false;
  }

  /** Waits for it, and asks again when a call came to nothing. `false` when it is refused. */
  *awaited(): Procedure<boolean> {
    for (;;) {
      const now = yield* clock("F3.await").monotonic();
      const target = yield* databases("F3.await").observe(this.hold.change.target);
      if (target.role === "writer") {
        yield* this.hold.move("promoted", "F3.promoted");
        return true;
      }
      if (yield* this.isRefused()) return false;
      const mayAsk = this.answer === "refused" || now >= this.quietAt;
      if (target.role === "standby" && !target.busy && mayAsk) yield* this.ask();
      yield* clock("F3.await").waited(this.settings.pollInterval);
      yield* this.hold.move("renew", "F3.await.renew");
    }
  }
}
