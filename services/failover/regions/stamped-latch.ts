// SPDX-License-Identifier: Apache-2.0
import { isSealing, nextStep } from "payments-journal";
import type { Control, Latch } from "payments-journal";

/**
 * Where clients are sent, as the processes of a region tell them who ask. It follows the control item,
 * so that all processes say the same and a restart forgets nothing; while the journal can't be read it
 * keeps saying what it said last.
 */
export class StampedLatch implements Latch {
  private readonly states = new Map<string, { stamp: number; retired: boolean }>();

  constructor(private readonly regions: readonly string[]) {}

  /** Whether clients are kept away from a region; `undefined` until that is known. */
  retired(region: string): boolean | undefined {
    return this.states.get(region)?.retired;
  }

  retire(region: string, stamp: number): Promise<void> {
    this.set(region, stamp, true);
    return Promise.resolve();
  }

  restore(region: string, stamp: number): Promise<void> {
    this.set(region, stamp, false);
    return Promise.resolve();
  }

  /** Takes over what the control item says. */
  follow(control: Control): void {
    const serving = servingRegion(control);
    for (const region of this.regions) {
      // A controller here may have gone further than the item that was read just before.
      const known = this.states.get(region)?.stamp ?? 0;
      if (control.revision > known) this.set(region, control.revision, region !== serving);
    }
  }

  private set(region: string, stamp: number, retired: boolean): void {
    if (stamp >= (this.states.get(region)?.stamp ?? 0)) this.states.set(region, { stamp, retired });
  }
}

/** The target as soon as a change has got as far as the latch, and until then the active region. */
function servingRegion(control: Control): string {
  if (!isSealing(control)) return control.active;
  const next = nextStep(control.change);
  const before = next === "F2.seal" || next === "F2.5.drain" || next === "F3.latch";
  return before ? control.active : control.change.target;
}
