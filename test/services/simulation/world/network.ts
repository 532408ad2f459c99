// SPDX-License-Identifier: Apache-2.0
import type { Fate, Fault, Place } from "../engine/plan";
import type { Random } from "../engine/random";
import type { Timeline } from "../engine/timeline";

type Of<Kind extends Fault["kind"]> = Extract<Fault, { kind: Kind }>;

/** One message: what it does where it arrives, and who hears of it. */
export interface Message<Answer> {
  /** The step that sends it. */
  readonly step: string;
  readonly from: Place;
  readonly to: Place;
  /** Acts where it arrives; what it throws is the answer. */
  readonly act: () => Answer;
  readonly answered: (answer: Answer) => void;
  readonly failed: (error: unknown) => void;
  /** How long its sender waits, in milliseconds. */
  readonly deadline: number;
  /** How long after acting it is answered. @default 0 */
  readonly thinking?: number;
  /** What its sender is told when it stops waiting, or hears of a conflict. */
  readonly unknown: () => unknown;
}

/** One way through the network in milliseconds, between places that are not the same. */
const oneWay = { near: 1, journal: 10, far: 40 } as const;

/**
 * Carries messages. Whatever is cut, lost or late follows from the plan; how long a message takes,
 * from the seed. The sender always hears something in the end, if only that its time is over, while
 * the message may still be under way.
 */
export class Network {
  private readonly counts: Record<Place, number>;
  private readonly fates = new Map<string, Of<"message">>();
  private readonly atSteps: { fault: Of<"message-at-step">; left: number }[];
  private readonly cuts: readonly Of<"cut">[];
  private readonly journalDown: readonly Of<"journal-down">[];
  private readonly journalSlow: readonly Of<"journal-slow">[];

  constructor(
    private readonly timeline: Timeline,
    private readonly random: Random,
    faults: readonly Fault[],
  ) {
    this.counts = { east: 0, west: 0, journal: 0, processor: 0, client: 0 };
    for (const fault of faults) {
      if (fault.kind === "message") this.fates.set(`${fault.to}#${fault.nth}`, fault);
    }
    this.atSteps = faults
      .filter((fault) => fault.kind === "message-at-step")
      .map((fault) => ({ fault, left: fault.occurrence }));
    this.cuts = faults.filter((fault) => fault.kind === "cut");
    this.journalDown = faults.filter((fault) => fault.kind === "journal-down");
    this.journalSlow = faults.filter((fault) => fault.kind === "journal-slow");
  }

  /** Sends a message that is answered, one way or the other. */
  send<Answer>(message: Message<Answer>): void {
    const { timeline } = this;
    const { from, to } = message;
    const lapse = timeline.now + message.deadline;
    let open = true;
    const giveUp = () => {
      if (!open) return;
      open = false;
      message.failed(message.unknown());
    };
    const { fate, arrival } = this.carryFor(message.step, from, to, () => {
      if (to === "journal" && this.journalDownFor > 0) {
        timeline.at(lapse, giveUp);
        return;
      }
      let tell: () => void;
      try {
        const answer = message.act();
        tell = () => {
          if (!open) return;
          open = false;
          message.answered(answer);
        };
      } catch (error) {
        tell = () => {
          if (!open) return;
          open = false;
          message.failed(error);
        };
      }
      const isLost = fate === "answer-lost" || this.healed(to, from) > timeline.now;
      const answered = timeline.now + (message.thinking ?? 0) + this.delay(to, from);
      if (isLost || answered > lapse) timeline.at(lapse, giveUp);
      else timeline.at(answered, tell);
    });
    if (fate === "conflict") timeline.after(this.delay(from, to), giveUp);
    else if (arrival > lapse) timeline.at(lapse, giveUp);
  }

  /** Sends a message that nobody answers; tells what the plan has for it, and when it arrives. */
  carry(from: Place, to: Place, act: () => void): { fate: Fate | undefined; arrival: number } {
    return this.carryFor("", from, to, act);
  }

  private carryFor(step: string, from: Place, to: Place, act: () => void) {
    const { timeline } = this;
    const fault = this.faultOf(step, to);
    const fate = fault?.fate;
    const wait = this.healed(from, to) - timeline.now;
    // Half of what meets a cut is in a buffer that is sent again once the cut is over.
    const isCut = wait > 0 && this.random.chance(0.5);
    if (isCut || fate === "lost" || fate === "conflict") return { fate, arrival: Infinity };
    const late = wait + (fate === "late" ? (fault?.delay ?? 0) : 0);
    const arrival = timeline.now + late + this.delay(from, to);
    timeline.at(arrival, act);
    if (fate === "twice") timeline.after((fault?.delay ?? 0) + this.delay(from, to), act);
    return { fate, arrival };
  }

  private faultOf(step: string, to: Place) {
    const nth = this.counts[to]++;
    const numbered = this.fates.size > 0 ? this.fates.get(`${to}#${nth}`) : undefined;
    if (numbered || step === "" || this.atSteps.length === 0) return numbered;
    const index = this.atSteps.findIndex(
      (waiting) => waiting.fault.step === step && waiting.left-- <= 0,
    );
    return index < 0 ? undefined : this.atSteps.splice(index, 1)[0]?.fault;
  }

  /** For how long the journal has been down, in milliseconds; 0 when it is not. */
  get journalDownFor(): number {
    const { now } = this.timeline;
    const down = this.journalDown.find((fault) => fault.at <= now && now < fault.at + fault.lasts);
    return down ? now - down.at : 0;
  }

  /** When the way from one place to another is free again; now, when it is. */
  healed(from: Place, to: Place): number {
    const { now } = this.timeline;
    let healed = now;
    const link: `${Place}>${Place}` = `${from}>${to}`;
    for (const cut of this.cuts) {
      if (cut.at <= now && now < cut.at + cut.lasts && cut.links.includes(link)) {
        healed = Math.max(healed, cut.at + cut.lasts);
      }
    }
    if (to !== "journal") return healed;
    for (const down of this.journalDown) {
      if (down.at <= now && now < down.at + down.lasts) {
        healed = Math.max(healed, down.at + down.lasts);
      }
    }
    return healed;
  }

  private delay(from: Place, to: Place): number {
    const base =
      from === to
        ? oneWay.near
        : from === "journal" || to === "journal"
          ? oneWay.journal
          : oneWay.far;
    const { now } = this.timeline;
    let slow = 0;
    if (to === "journal") {
      for (const fault of this.journalSlow) {
        if (fault.at <= now && now < fault.at + fault.lasts) slow += fault.by;
      }
    }
    return (base + slow) * this.random.between(0.7, 1.6);
  }
}
