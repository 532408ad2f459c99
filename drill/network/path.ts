// SPDX-License-Identifier: Apache-2.0

/** Something under way. */
interface Underway {
  /** When it arrives, by `performance.now()`. */
  due: number;
  readonly arrive: () => void;
}

/**
 * One way from one place to another. What is sent arrives in order, `delay` milliseconds later; while
 * the way is cut, nothing arrives and nothing is lost.
 */
export class Path {
  private underway: Underway[] = [];
  /** Of the first that has not arrived: shifting an array for each would cost more than the sending. */
  private first = 0;
  private timer: NodeJS.Timeout | undefined;
  private isCut = false;

  constructor(private readonly delay: number) {}

  get cut(): boolean {
    return this.isCut;
  }

  /** Calls `arrive` when what is sent is there. */
  send(arrive: () => void): void {
    this.underway.push({ due: performance.now() + this.delay, arrive });
    this.arm();
  }

  /** From now on nothing arrives, nor what is under way. */
  hold(): void {
    this.isCut = true;
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** All that was held arrives, in order, one delay from now: TCP sends it again. */
  heal(): void {
    if (!this.isCut) return;
    this.isCut = false;
    const due = performance.now() + this.delay;
    for (let at = this.first; at < this.underway.length; at++) {
      const held = this.underway[at];
      if (held !== undefined) held.due = due;
    }
    this.arm();
  }

  private arm(): void {
    const next = this.underway[this.first];
    if (next === undefined || this.isCut || this.timer !== undefined) return;
    const wait = Math.max(0, Math.ceil(next.due - performance.now()));
    this.timer = setTimeout(() => this.deliver(), wait);
  }

  private deliver(): void {
    this.timer = undefined;
    const now = performance.now();
    for (;;) {
      const next = this.underway[this.first];
      if (next === undefined || next.due > now || this.isCut) break;
      this.first++;
      next.arrive();
    }
    if (this.first > 1_000 || this.first === this.underway.length) {
      this.underway = this.underway.slice(this.first);
      this.first = 0;
    }
    this.arm();
  }
}
