// SPDX-License-Identifier: Apache-2.0

/** Counts by name, as they are handed from one process to another. */
export type Counts = Readonly<Record<string, number>>;

/** Which steps were reached in a run of schedules, and at which of them a process died. */
export class StepCoverage {
  private readonly reachedCounts = new Map<string, { count: number }>();
  private readonly crashedCounts = new Map<string, number>();

  get reached(): Counts {
    return Object.fromEntries([...this.reachedCounts].map(([step, { count }]) => [step, count]));
  }

  /** By `before <step>` and `after <step>`. */
  get crashed(): Counts {
    return Object.fromEntries(this.crashedCounts);
  }

  reach(step: string): void {
    const known = this.reachedCounts.get(step);
    if (known) known.count++;
    else this.reachedCounts.set(step, { count: 1 });
  }

  crash(step: string, when: "before" | "after"): void {
    const name = `${when} ${step}`;
    this.crashedCounts.set(name, (this.crashedCounts.get(name) ?? 0) + 1);
  }
}
