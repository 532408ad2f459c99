// SPDX-License-Identifier: Apache-2.0
import type { Control, EpochChange } from "../store";

/** Thrown when the control item is no longer what the caller acts on: somebody else took over. */
export class Superseded extends Error {
  override readonly name = "Superseded";
}

/** A change of epoch under way, as the control item shows it. */
export type Sealing = Control & { readonly change: EpochChange };

/** What a transition is to write. Which fields it needs is in its row. */
export interface Wish {
  readonly owner: string;
  readonly kind?: EpochChange["kind"];
  readonly target?: string;
  readonly step?: string;
}

/** The steps that are recorded when they are done, in order, for one that takes over. */
export type RecordedStep =
  | "F1.claim"
  | "F2.seal"
  | "F2.5.drain"
  | "F3.latch"
  | "F3.promote"
  | "F4.fence"
  | "F4.replay"
  | "F4.5.registry";

const beforeChanges = ["F1.claim", "F2.seal"] as const;
const beforeOpening = ["F4.fence", "F4.replay", "F4.5.registry"] as const;

/** The recorded steps of each kind of change. Whatever opens an epoch replays the one before. */
export const routes: Readonly<Record<EpochChange["kind"], readonly RecordedStep[]>> = {
  roll: [...beforeChanges, "F3.latch", ...beforeOpening],
  failover: [...beforeChanges, "F3.latch", "F3.promote", ...beforeOpening],
  switchover: [...beforeChanges, "F2.5.drain", "F3.latch", "F3.promote", ...beforeOpening],
};

/** The step that comes after the last one recorded; none when all that is left is to open. */
export function nextStep(change: EpochChange): RecordedStep | undefined {
  const route = routes[change.kind];
  return route[route.findIndex((step) => step === change.step) + 1];
}

/** Whether the control item shows a change under way. */
export function isSealing(control: Control | undefined): control is Sealing {
  return control?.phase === "SEALING" && control.change !== undefined;
}

type Content = Omit<Control, "revision">;
type Row = (from: Control, wish: Wish) => Content | undefined;

/** A row for a change under way that only its owner may take further. */
function byOwner(row: (from: Sealing, wish: Wish) => Partial<EpochChange> | undefined): Row {
  return byAnyone((from, wish) => (from.change.owner === wish.owner ? row(from, wish) : undefined));
}

/** A row for a change under way, whoever had it last. */
function byAnyone(row: (from: Sealing, wish: Wish) => Partial<EpochChange> | undefined): Row {
  return (from, wish) => {
    const changed = isSealing(from) ? row(from, wish) : undefined;
    if (changed === undefined || !isSealing(from)) return undefined;
    const { epoch, phase, active, change } = from;
    return { epoch, phase, active, change: { ...change, ...changed } };
  };
}

/** Where a change goes back to when its target changes: what is sealed stays sealed. */
function rewound(change: EpochChange): RecordedStep {
  return change.step === "F1.claim" ? "F1.claim" : "F2.seal";
}

function promotes({ active, change }: Sealing): boolean {
  return change.target !== active;
}

function awaitsPromotion({ change }: Sealing): boolean {
  const next = nextStep(change);
  return next === "F3.latch" || next === "F3.promote";
}

/**
 * Every change that the control item may see: from what, under which condition, to what. Nothing else
 * writes it.
 */
export const transitions = {
  /** Somebody begins to change the epoch. A roll stays where it is, the others don't. */
  claim: (from, { owner, kind, target }) =>
    from.phase === "ACTIVE" && kind && target && (kind === "roll") === (target === from.active)
      ? {
          epoch: from.epoch,
          phase: "SEALING",
          active: from.active,
          change: { kind, target, owner, step: "F1.claim", promotion: "none", attempt: 0 },
        }
      : undefined,

  /** Another controller goes on with it. */
  take: byAnyone(({ change }, { owner }) => (change.owner === owner ? undefined : { owner })),

  /** The owner shows that it is still at work. */
  renew: byOwner(() => ({})),

  /** A step is done: the next one of the route, never a later one. */
  finish: byOwner((from, { step }) =>
    step !== undefined &&
    step === nextStep(from.change) &&
    step !== "F3.promote" &&
    (step !== "F3.latch" || !promotes(from) || from.change.promotion === "submitted")
      ? { step }
      : undefined,
  ),

  /** A promotion is about to be asked for: recorded before, so that nobody aborts beside it. */
  submit: byOwner((from) =>
    promotes(from) && awaitsPromotion(from) && from.change.promotion !== "done"
      ? { promotion: "submitted", attempt: from.change.attempt + 1 }
      : undefined,
  ),

  /** A promotion will definitely not come. */
  refuse: byOwner(({ change }) =>
    change.promotion === "submitted" ? { promotion: "refused" } : undefined,
  ),

  /** A promotion has been seen done. */
  promoted: byOwner((from) =>
    from.change.promotion === "submitted" && nextStep(from.change) === "F3.promote"
      ? { promotion: "done", step: "F3.promote" }
      : undefined,
  ),

  /** The way back: the next epoch stays in the old region, which is what a roll does. */
  abort: byAnyone((from, { owner }) =>
    promotes(from) && ["none", "refused"].includes(from.change.promotion)
      ? { kind: "roll", target: from.active, owner, step: rewound(from.change) }
      : undefined,
  ),

  /** The region of a roll, or of an abort, is lost in the middle of it. */
  redirect: byAnyone((from, { owner, target }) =>
    !promotes(from) && target !== undefined && target !== from.active
      ? { kind: "failover", target, owner, step: rewound(from.change) }
      : undefined,
  ),

  /** A planned change whose old writer was lost goes on as a failover. */
  unplan: byOwner(({ change }) =>
    change.kind === "switchover" && change.promotion === "none"
      ? { kind: "failover", step: rewound(change) }
      : undefined,
  ),

  /** The next epoch begins. */
  open: (from, { owner }) =>
    isSealing(from) &&
    from.change.owner === owner &&
    nextStep(from.change) === undefined &&
    (!promotes(from) || from.change.promotion === "done")
      ? { epoch: from.epoch + 1, phase: "ACTIVE", active: from.change.target }
      : undefined,
} as const satisfies Record<string, Row>;

/** Name of a row of {@link transitions}. */
export type Transition = keyof typeof transitions;

/**
 * What the control item becomes.
 *
 * @throws Superseded when the transition is not allowed from there
 */
export function moved(name: Transition, from: Control, wish: Wish): Control {
  const row: Row = transitions[name];
  const content = row(from, wish);
  if (content === undefined) {
    throw new Superseded(`the control item does not allow ${name}: ${JSON.stringify(from)}`);
  }
  return { ...content, revision: from.revision + 1 };
}

/** Which transitions lead from one content of the control item to another: none when it is not allowed. */
export function transitionsBetween(from: Control, to: Control): readonly Transition[] {
  const wishes: readonly Wish[] = [to.change, from.change].flatMap((change) => change ?? []);
  return (Object.keys(transitions) as Transition[]).filter((name) =>
    wishes.some((wish) => {
      const row: Row = transitions[name];
      const content = row(from, wish);
      return content !== undefined && sameControl({ ...content, revision: from.revision + 1 }, to);
    }),
  );
}

/** Whether two contents of the control item are the same. */
export function sameControl(a: Control, b: Control): boolean {
  return (
    a.epoch === b.epoch &&
    a.phase === b.phase &&
    a.active === b.active &&
    a.revision === b.revision &&
    sameChange(a.change, b.change)
  );
}

/** Whether two changes are the same, at the same point. */
export function sameChange(a: EpochChange | undefined, b: EpochChange | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return (
    a.kind === b.kind &&
    a.target === b.target &&
    a.owner === b.owner &&
    a.step === b.step &&
    a.promotion === b.promotion &&
    a.attempt === b.attempt
  );
}
