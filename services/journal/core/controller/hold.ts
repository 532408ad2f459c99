// SPDX-License-Identifier: Apache-2.0
import { port, through, type Call, type Procedure } from "../procedure";
import type { Control, EpochChange, JournalStore } from "../store";
import { isSealing, moved, sameControl, Superseded, type Sealing } from "./control";
import type { Transition, Wish } from "./control";

const journal = port<JournalStore>("journal");

/** Replaces the control item. @throws Superseded when somebody else changed it first */
export function* replaced(step: string, from: Control, to: Control): Procedure<void> {
  if (yield* journal(step).replaceControl(to, from.revision)) return;
  // A message that arrives twice is refused the second time: the item says whose change it was.
  const now = yield* journal(step).readControl();
  if (now === undefined || !sameControl(now, to)) {
    throw new Superseded(`${step}: another controller changed the control item first`);
  }
}

/**
 * A controller's hold on the change under way. Whatever has an effect outside the control item is
 * done after `check`, and the item is changed by `move` alone, so that a controller that slept while
 * another one took over does nothing more.
 */
export class Hold {
  constructor(private sealing: Sealing) {}

  get control(): Sealing {
    return this.sealing;
  }

  get change(): EpochChange {
    return this.sealing.change;
  }

  /** The epoch that the change opens. */
  get nextEpoch(): number {
    return this.sealing.epoch + 1;
  }

  /** @throws Superseded unless the control item is as this controller left it */
  *check(step: string): Procedure<void> {
    const now = yield* journal(`${step}.check`).readControl();
    if (now === undefined || !sameControl(now, this.sealing)) {
      throw new Superseded(`${step}: another controller changed the control item`);
    }
  }

  /** Takes the change further. @throws Superseded when it may not go there, or somebody was first */
  *move(
    name: Exclude<Transition, "claim" | "open">,
    step: string,
    wish: Partial<Wish> = {},
  ): Procedure<void> {
    const to = moved(name, this.sealing, { owner: this.change.owner, ...wish });
    yield* replaced(step, this.sealing, to);
    if (isSealing(to)) this.sealing = to;
  }

  /** Ends the change: the next epoch begins. @throws Superseded as `move` does */
  *open(step: string): Procedure<Control> {
    const to = moved("open", this.sealing, { owner: this.change.owner });
    yield* replaced(step, this.sealing, to);
    return to;
  }

  /**
   * Runs a procedure with a check before each call of a port other than the journal: its effects end
   * when another controller takes over. Now and then it renews the hold, so that long work is not
   * taken for a controller that died.
   */
  *guard<Result>(step: string, inner: Procedure<Result>): Procedure<Result> {
    let effects = 0;
    const makeCall = this.guarded.bind(this, step);
    return yield* through(inner, function* (call) {
      if (call.port === "journal") return yield call;
      effects += 1;
      return yield* makeCall(call, effects % effectsPerRenewal === 0);
    });
  }

  private *guarded(step: string, call: Call, renews: boolean): Procedure<unknown> {
    yield* this.check(step);
    if (renews) yield* this.move("renew", `${step}.renew`);
    return yield call;
  }
}

const effectsPerRenewal = 8;
