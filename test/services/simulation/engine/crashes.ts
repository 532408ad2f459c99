// SPDX-License-Identifier: Apache-2.0
import { stepClasses, type Fault } from "./plan";
import { hash } from "./random";

export type When = "before" | "after";

/** Which steps were reached in a run of schedules, and at which of them a process died. */
export class StepCoverage {
  readonly reached = new Map<string, number>();
  readonly crashed = new Map<string, number>();

  /** Adds what another run saw. */
  add(other: { reached: Iterable<[string, number]>; crashed: Iterable<[string, number]> }): void {
    for (const [step, count] of other.reached) this.count(this.reached, step, count);
    for (const [step, count] of other.crashed) this.count(this.crashed, step, count);
  }

  count(where: Map<string, number>, step: string, by = 1): void {
    where.set(step, (where.get(step) ?? 0) + by);
  }

  /** Steps that were reached and at which no process died, as `<before or after> <step>`. */
  get missed(): readonly string[] {
    return [...this.reached.keys()]
      .flatMap((step) => [`before ${step}`, `after ${step}`])
      .filter((name) => !this.crashed.has(name))
      .sort();
  }
}

const classes = new Map<string, number>();

function classOf(step: string): number {
  const known = classes.get(step);
  if (known !== undefined) return known;
  const made = hash(step) % stepClasses;
  classes.set(step, made);
  return made;
}

/** The crashes of one plan that wait for a step. */
export class Crashes {
  private readonly waiting: { stepClass: number; when: When; left: number; down: number }[];

  constructor(
    faults: readonly Fault[],
    private readonly coverage: StepCoverage,
  ) {
    this.waiting = faults
      .filter((fault) => fault.kind === "crash-at-step")
      .map(({ stepClass, when, occurrence, down }) => ({
        stepClass,
        when,
        left: occurrence,
        down,
      }));
  }

  /** How long the process is down that dies now; `undefined` when it lives on. */
  at(step: string, when: When): number | undefined {
    if (when === "before") this.coverage.count(this.coverage.reached, step);
    if (this.waiting.length === 0) return undefined;
    const stepClass = classOf(step);
    for (const [index, crash] of this.waiting.entries()) {
      if (crash.when !== when || crash.stepClass !== stepClass || crash.left-- > 0) continue;
      this.waiting.splice(index, 1);
      this.coverage.count(this.coverage.crashed, `${when} ${step}`);
      return crash.down;
    }
    return undefined;
  }
}
