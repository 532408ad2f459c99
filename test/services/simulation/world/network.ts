// SPDX-License-Identifier: Apache-2.0
import type { Fate, Fault, Place } from "../engine/plan";
import type { Random } from "../engine/random";
import type { Timeline } from "../engine/timeline";

type Of<Kind extends Fault["kind"]> = Extract<Fault, { kind: Kind }>;

/** One message: what it does where it arrives, and who hears of it. */
export interface Message<Answer> {
  readonly from: Place;
  readonly to: Place;
  /** Acts where it arrives; what it throws is the answer. */
  readonly act: () => Answer;
  readonly answered: (answer: Answer) => void;
  readonly failed: (error: unknown) => void;
  /** How long its sender waits, in milliseconds. */
  readonly deadline: number;
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
    this.cuts = faults.filter((fault) => fault.kind === "cut");
    this.journalDown = faults.filter((fault) => fault.kind === "journal-down");
    this.journalSlow = faults.filter((fault) => fault.kind === "journal-slow");
  }

  send<Answer>(message: Message<Answer>): void {
    const { timeline, random } = this;
    const nth = this.counts[message.to]++;
    const fault = this.fates.size > 0 ? this.fates.get(`${message.to}#${nth}`) : undefined;
    const fate: Fate | undefined = fault?.fate;
    let open = true;
    const once = (tell: () => void) => {
      if (!open) return;
      open = false;
      tell();
    };
    timeline.after(message.deadline, () => {
      once(() => message.failed(message.unknown()));
    });
    const healed = this.healed(message.from, message.to);
    // Half of what meets a cut is in a buffer that is sent again once the cut is over.
    const stuck = healed > timeline.now && random.chance(0.5);
    if (fate === "lost" || (healed > timeline.now && !stuck)) return;
    if (fate === "conflict") {
      timeline.after(this.delay(message), () => {
        once(() => message.failed(message.unknown()));
      });
      return;
    }
    const act = () => {
      this.arrive(message, once, fate === "answer-lost");
    };
    const late = stuck ? healed - timeline.now : fate === "late" ? (fault?.delay ?? 0) : 0;
    timeline.after(late + this.delay(message), act);
    if (fate === "twice") timeline.after((fault?.delay ?? 0) + this.delay(message), act);
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

  private arrive<Answer>(
    message: Message<Answer>,
    once: (tell: () => void) => void,
    answerLost: boolean,
  ): void {
    let tell: () => void;
    try {
      const answer = message.act();
      tell = () => message.answered(answer);
    } catch (error) {
      tell = () => message.failed(error);
    }
    if (answerLost || this.healed(message.to, message.from) > this.timeline.now) return;
    this.timeline.after(this.delay(message), () => {
      once(tell);
    });
  }

  private delay({ from, to }: { readonly from: Place; readonly to: Place }): number {
    const base =
      from === to ? oneWay.near : from === "journal" || to === "journal" ? oneWay.journal : oneWay.far;
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
