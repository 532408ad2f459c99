// SPDX-License-Identifier: Apache-2.0
import type { Fault } from "./plan";
import type { StepCoverage } from "./step-coverage";

export type When = "before" | "after";

/** How a process stops at a step, and for how many milliseconds. */
export interface Stop {
  readonly how: "crash" | "pause";
  readonly lasts: number;
}

/** The stops of one plan that wait for a step. */
export class Stops {
  private readonly waiting: (Stop & { step: string; when: When; left: number })[];

  constructor(
    faults: readonly Fault[],
    private readonly coverage: StepCoverage,
  ) {
    this.waiting = faults
      .filter((fault) => fault.kind === "stop-at-step")
      .map((fault) => ({ ...fault, left: fault.occurrence }));
  }

  /** What happens to a process that comes to a step; nothing, mostly. */
  at(step: string, when: When): Stop | undefined {
    if (when === "before") this.coverage.reach(step);
    if (this.waiting.length === 0) return undefined;
    const isDue = (stop: (typeof this.waiting)[number]) =>
      stop.when === when && stop.step === step && stop.left-- <= 0;
    const index = this.waiting.findIndex(isDue);
    if (index < 0) return undefined;
    const [stop] = this.waiting.splice(index, 1);
    if (stop?.how === "crash") this.coverage.crash(step, when);
    return stop;
  }
}
