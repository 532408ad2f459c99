// SPDX-License-Identifier: Apache-2.0
import { atPort, port, type Procedure } from "../procedure";
import { createRegistry } from "../registry";
import { replay, type ReplayReport } from "../replayer";
import { sealEpoch } from "../sealer";
import type { Control } from "../store";
import { nextStep, type RecordedStep, type Sealing } from "./control";
import { drained, type DrainSettings } from "./drain";
import { Hold } from "./hold";
import { databasePort, type Latch, type Pager, type RegionDatabases } from "./ports";
import { Promotion, type PromotionSettings } from "./promotion";

const databases = port<RegionDatabases>("databases");
const latch = port<Latch>("latch");
const pager = port<Pager>("pager");

/** Times that a change of epoch is done with. */
export interface ChangeSettings extends PromotionSettings, DrainSettings {}

/** A change of epoch that has come to its end. */
export interface Changed {
  /** The item that opened the new epoch. */
  readonly control: Control;
  /** What was replayed by this controller. @default - another one did that before it was taken over */
  readonly report?: ReplayReport;
}

/**
 * Takes the change under way from the last step recorded to its end, or back where that is right.
 * Every step may be done twice, and by two: what they do twice changes nothing.
 *
 * @throws Superseded when another controller took over
 * @throws Unavailable when a port does not answer; to be called again with what the item says then
 */
export function* carriedOut(sealing: Sealing, settings: ChangeSettings): Procedure<Changed> {
  const hold = new Hold(sealing);
  const promotion = new Promotion(hold, settings);
  yield* promotion.inherit();
  let report: ReplayReport | undefined;
  for (let step = nextStep(hold.change); step !== undefined; step = nextStep(hold.change)) {
    let end: StepEnd = "done";
    if (step === "F4.replay") report = yield* replayed(hold);
    else end = yield* taken(step, hold, promotion, settings);
    if (end === "back") yield* hold.move("abort", "FA.abort");
    else if (end === "unplanned") yield* hold.move("unplan", "F2.5.unplan");
    else if (end === "done") yield* hold.move("finish", `${step}.record`, { step });
  }
  const { kind, target, attempt } = hold.change;
  const control = yield* hold.open("F5.open");
  // There is one a day. People hear of a roll that mended something, or ended what was to be another.
  const isRoutine = kind === "roll" && attempt === 0 && report?.missing === 0;
  if (isRoutine) return { control, report };
  yield* pager("F6.report").page(
    `${kind} done: ${target} writes in epoch ${control.epoch}`,
    report === undefined ? "replayed by an earlier controller" : JSON.stringify(report),
  );
  return { control, report };
}

/**
 * How a step ends: `done`, to be recorded; `recorded` already; the change has to go `back` to the old
 * region; or a planned one goes on as `unplanned`.
 */
type StepEnd = "done" | "recorded" | "back" | "unplanned";

function* taken(
  step: Exclude<RecordedStep, "F4.replay">,
  hold: Hold,
  promotion: Promotion,
  settings: ChangeSettings,
): Procedure<StepEnd> {
  switch (step) {
    case "F1.claim":
      throw new TypeError("a change begins with its claim");
    case "F2.seal":
      yield* hold.check(step);
      yield* sealEpoch(hold.control.epoch, hold.change.owner);
      return "done";
    case "F2.5.drain": {
      const end = yield* drained(hold, settings);
      return end === "drained" ? "done" : end;
    }
    case "F3.latch":
      return (yield* latched(hold, promotion)) ? "done" : "back";
    case "F3.promote":
      return (yield* promotion.awaited()) ? "recorded" : "back";
    case "F4.fence":
      yield* fenced(hold);
      return "done";
    case "F4.5.registry":
      yield* hold.check(step);
      yield* createRegistry(hold.nextEpoch);
      return "done";
  }
}

/**
 * `false` when the promotion was refused. Asks for the promotion, then sends clients to the target while the promotion goes on. It is asked
 * for first, and not waited for: one that is refused at once moves no client.
 */
function* latched(hold: Hold, promotion: Promotion): Procedure<boolean> {
  const { active, change } = hold.control;
  const moves = change.target !== active;
  if (moves && change.promotion !== "submitted") {
    yield* promotion.ask();
    if (yield* promotion.isRefused()) return false;
  }
  yield* hold.check("F3.latch");
  // Also when nothing moves: a change that was aborted may have thrown it.
  yield* latch("F3.latch").restore(change.target, hold.control.revision);
  if (moves) {
    yield* hold.check("F3.latch");
    yield* latch("F3.latch").retire(active, hold.control.revision);
  }
  return true;
}

function* fenced(hold: Hold): Procedure<void> {
  yield* hold.check("F4.fence");
  yield* databases("F4.fence").raiseFence(hold.change.target, hold.nextEpoch);
}

/**
 * Replays the epoch that ends into the database that writes next, whichever that is: also on the way
 * back, since the old database may have lost a commit that the journal has. It is fenced again before:
 * one that came back from a crash without its fence takes nothing of the next epoch, however often the
 * replay is tried.
 */
function* replayed(hold: Hold): Procedure<ReplayReport> {
  const { target } = hold.change;
  yield* fenced(hold);
  const inner = replay(hold.control.epoch);
  return yield* hold.guard("F4.replay", atPort("database", databasePort(target), inner));
}
