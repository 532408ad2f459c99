// SPDX-License-Identifier: Apache-2.0
import type { Call, Procedure } from "payments-journal";

import type { Stops } from "../engine/crashes";
import type { RegionName } from "../engine/plan";
import type { Timeline } from "../engine/timeline";

/** Does what a call asks for, and tells what came of it, now or later. */
export type Perform = (
  call: Call,
  answered: (answer: unknown) => void,
  failed: (error: unknown) => void,
) => void;

/** A process: runs procedures, dies and starts again, stops for a while and goes on. */
export class Host {
  /** Milliseconds that its wall clock is wrong by. */
  clockError = 0;
  /** Rises with each death, so that what was under way finds nobody. */
  private life = 0;
  private up = false;
  private pausedUntil = 0;
  private held: (() => void)[] = [];

  /**
   * @param start runs each time that the process starts
   */
  constructor(
    readonly name: string,
    readonly region: RegionName,
    private readonly timeline: Timeline,
    private readonly stops: Stops,
    private readonly start: () => void,
    private readonly trace: ((line: string) => void) | undefined,
  ) {}

  get isUp(): boolean {
    return this.up;
  }

  private get isPaused(): boolean {
    return this.timeline.now < this.pausedUntil;
  }

  get wallTime(): number {
    return this.timeline.now + this.clockError;
  }

  boot(): void {
    if (this.up) return;
    this.up = true;
    this.start();
  }

  /** Dies; starts again after `down` milliseconds. */
  crash(down: number): void {
    if (!this.up) return;
    this.trace?.(`${this.name} dies`);
    this.up = false;
    this.life++;
    this.held = [];
    this.pausedUntil = 0;
    this.timeline.after(down, () => {
      this.boot();
    });
  }

  /** Stands still: what reaches it meanwhile is waiting for it when it goes on. */
  pause(lasts: number): void {
    if (!this.up) return;
    const { life } = this;
    this.trace?.(`${this.name} stands still for ${lasts}`);
    this.pausedUntil = Math.max(this.pausedUntil, this.timeline.now + lasts);
    this.timeline.after(lasts, () => {
      if (life !== this.life || this.timeline.now < this.pausedUntil) return;
      const { held } = this;
      this.held = [];
      for (const action of held) action();
    });
  }

  /** Does something if this life of the process still lasts then, and when it is not paused. */
  guard<Args extends readonly unknown[]>(action: (...args: Args) => void): (...args: Args) => void {
    const { life } = this;
    const isOver = () => life !== this.life || !this.up;
    return (...args) => {
      if (isOver()) return;
      if (this.isPaused) {
        this.held.push(() => {
          if (!isOver()) action(...args);
        });
      } else action(...args);
    };
  }

  /** Does something at once, or when the process goes on. */
  private whenAwake(action: () => void): void {
    if (this.isPaused) this.guard(action)();
    else action();
  }

  after(delay: number, action: () => void): void {
    this.timeline.after(delay, this.guard(action));
  }

  /** Comes to a step outside a procedure; `false` when the process dies there. */
  survives(step: string, when: "before" | "after"): boolean {
    const stop = this.stops.at(step, when);
    if (stop?.how === "pause") this.pause(stop.lasts);
    if (stop?.how !== "crash") return true;
    this.crash(stop.lasts);
    return false;
  }

  /** Runs a procedure to its end, or to the process's. */
  run<Result>(
    procedure: Procedure<Result>,
    perform: Perform,
    done: (result: Result) => void,
    failed: (error: unknown) => void,
  ): void {
    let call: Call;
    // One step is under way at a time, and answered once, so that all of them share these.
    const act = () => {
      perform(call, answered, refused);
    };
    const go = (isError: boolean, value: unknown): void => {
      let next: IteratorResult<Call, Result>;
      try {
        next = isError ? procedure.throw(value) : procedure.next(value);
      } catch (error) {
        failed(error);
        return;
      }
      if (next.done) {
        done(next.value);
        return;
      }
      call = next.value;
      if (this.survives(call.step, "before")) this.whenAwake(act);
    };
    const goOn = (isError: boolean, value: unknown) => {
      if (!this.survives(call.step, "after")) return;
      this.whenAwake(() => {
        go(isError, value);
      });
    };
    const answered = this.guard((answer: unknown) => {
      if (this.trace) this.trace(`${this.name} ${shown(call)} = ${JSON.stringify(answer)}`);
      goOn(false, answer);
    });
    const refused = this.guard((error: unknown) => {
      if (this.trace) this.trace(`${this.name} ${shown(call)} ! ${String(error)}`);
      goOn(true, error);
    });
    go(false, undefined);
  }
}

function shown({ step, port, method, args }: Call): string {
  return `${step} ${port}.${method}(${JSON.stringify(args).slice(1, -1)})`;
}
