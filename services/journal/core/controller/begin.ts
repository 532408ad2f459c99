// SPDX-License-Identifier: Apache-2.0
import { port, type Procedure } from "../procedure";
import { createRegistry } from "../registry";
import { Unavailable } from "../store";
import type { Control, EpochChange, JournalStore } from "../store";
import { isSealing, moved, sameControl, Superseded } from "./control";
import type { Sealing, Wish } from "./control";
import { replaced } from "./hold";
import type { Pager, RegionDatabases } from "./ports";

const journal = port<JournalStore>("journal");
const databases = port<RegionDatabases>("databases");
const pager = port<Pager>("pager");

/** A change of epoch that was decided on, or asked for by a person. */
export interface ChangeOrder {
  readonly kind: EpochChange["kind"];
  /** AWS name of the region that is to write. */
  readonly target: string;
  /** The epoch that was decided about: an order that comes one epoch late does nothing. */
  readonly epoch: number;
  /** Names the controller, anew with each start of its process. */
  readonly owner: string;
}

/** What became of an order: a change under way, or why there is none. */
export type Begun =
  | { readonly kind: "begun"; readonly control: Sealing }
  | { readonly kind: "refused"; readonly problems: readonly string[] };

/**
 * Begins a change of epoch when it can be brought to its end: nothing is sealed before that is known.
 *
 * @throws Superseded when another controller was first
 */
export function* begun(order: ChangeOrder): Procedure<Begun> {
  const control = yield* journal("F0.read").readControl();
  const misplaced = unfit(control, order);
  if (control === undefined || misplaced !== undefined) return refused([misplaced ?? noControl]);
  const problems = yield* preflight(control, order);
  if (problems.length > 0) {
    yield* pager("F0.5.preflight").page(
      `${order.kind} to ${order.target} not begun`,
      problems.join("; "),
    );
    return refused(problems);
  }
  const to = moved(isSealing(control) ? "redirect" : "claim", control, order);
  return yield* claimed("F1.claim", control, to);
}

/**
 * Goes on with a change whose controller has not been heard of, as the caller has seen by its own
 * clock.
 *
 * @throws Superseded when that controller, or another one, was heard of after all
 */
export function* takenOver(seen: Sealing, owner: string): Procedure<Sealing> {
  const to = moved("take", seen, { owner });
  yield* replaced("F1.take", seen, to);
  return { ...to, change: { ...seen.change, owner } };
}

/** Ends a change where it began: allowed as long as there is no promotion, and the old writer is there. */
export function* aborted(wish: Pick<Wish, "owner">): Procedure<Begun> {
  const control = yield* journal("FA.read").readControl();
  if (!isSealing(control)) return refused(["no change of epoch is under way"]);
  const old = yield* databases("FA.observe").observe(control.active);
  if (old.role !== "writer") {
    return refused([`the writer is not seen in ${control.active}: ${old.detail ?? old.role}`]);
  }
  try {
    return yield* claimed("FA.abort", control, moved("abort", control, wish));
  } catch (error) {
    if (!(error instanceof Superseded)) throw error;
    const { promotion, target } = control.change;
    return refused([`the promotion of ${target} is ${promotion}, or the change has gone on`]);
  }
}

/**
 * Makes the first epoch, once in the life of a platform.
 *
 * @returns what is there afterwards, also when it was there before
 */
export function* founded(region: string): Procedure<Control> {
  const first: Control = { epoch: 1, phase: "ACTIVE", active: region, revision: 1 };
  const before = yield* journal("F0.found").readControl();
  if (before !== undefined) return before;
  yield* databases("F0.found").raiseFence(region, first.epoch);
  yield* createRegistry(first.epoch);
  yield* journal("F0.found").createControl(first);
  const now = yield* journal("F0.found").readControl();
  if (now === undefined) throw new Unavailable("the control item can't be read after it was made");
  return now;
}

const noControl = "there is no control item: found the platform first";

function unfit(control: Control | undefined, order: ChangeOrder): string | undefined {
  if (control === undefined) return noControl;
  if (control.epoch !== order.epoch) {
    return `the order is about epoch ${order.epoch}, and it is epoch ${control.epoch}`;
  }
  const stays = order.target === control.active;
  if (stays !== (order.kind === "roll")) {
    return stays
      ? `${order.target} writes already: only a roll stays in its region`
      : `a roll stays in ${control.active}, got ${order.target}`;
  }
  if (!isSealing(control)) return undefined;
  const { change } = control;
  return order.kind === "failover" && change.target === control.active
    ? undefined
    : `a ${change.kind} to ${change.target} is under way, by ${change.owner}`;
}

/** What stands in the way of the whole change. */
function* preflight(control: Control, order: ChangeOrder): Procedure<string[]> {
  const problems: string[] = [];
  const target = yield* databases("F0.5.preflight").observe(order.target);
  const wanted = order.kind === "roll" ? "writer" : "standby";
  if (target.role !== wanted) {
    problems.push(`the database of ${order.target} is ${target.role}, must be ${wanted}`);
  }
  if (target.busy) problems.push(`an operation is in progress in ${order.target}`);
  if (!target.ready) problems.push(`${order.target} is not ready: ${target.detail ?? "no detail"}`);
  if (order.kind === "roll") return problems;
  const old = yield* databases("F0.5.preflight").observe(control.active);
  if (old.busy) problems.push(`an operation is in progress in ${control.active}`);
  if (order.kind === "switchover" && old.role !== "writer") {
    problems.push(`the database of ${control.active} is ${old.role}, must be writer`);
  }
  return problems;
}

function* claimed(step: string, from: Control, to: Control): Procedure<Begun> {
  yield* replaced(step, from, to);
  const control = yield* journal(step).readControl();
  if (!isSealing(control) || !sameControl(control, to)) {
    throw new Superseded(`${step}: another controller went on`);
  }
  return { kind: "begun", control };
}

function refused(problems: readonly string[]): Begun {
  return { kind: "refused", problems };
}
