// SPDX-License-Identifier: Apache-2.0
import type { RegionName } from "../engine/plan";
import type { World } from "./world";

/** What clients are sent by: the east, unless it is retired. */
export class SimulatedLatch {
  private readonly regions: Record<RegionName, { retired: boolean; stamp: number }> = {
    east: { retired: false, stamp: 0 },
    west: { retired: false, stamp: 0 },
  };

  constructor(private readonly world: World) {}

  get pointed(): RegionName {
    return this.regions.east.retired ? "west" : "east";
  }

  retire(region: RegionName, stamp: number): void {
    this.set(region, true, stamp);
  }

  restore(region: RegionName, stamp: number): void {
    this.set(region, false, stamp);
  }

  private set(region: RegionName, retired: boolean, stamp: number): void {
    const known = this.regions[region];
    if (stamp < known.stamp) return;
    const before = this.pointed;
    this.regions[region] = { retired, stamp };
    const after = this.pointed;
    const { journal, judge } = this.world;
    if (after === before || judge.violation) return;
    const control = journal.control;
    const writes = control?.phase === "ACTIVE" ? control.active : control?.change?.target;
    if (after !== writes && !this.isOnItsWay(after)) {
      judge.report("I8", `clients go to ${after}, and ${writes} is to write`);
    }
    if (control?.phase === "SEALING" && journal.unsealed(control.epoch).length > 0) {
      judge.report("I8", `clients go to ${after} before the logs of ${before} are sealed`);
    }
  }

  /**
   * Whether a change is under way that has not got as far as the latch, and clients belong where they
   * were: a controller that looked just before another one turned the change around sends them there.
   */
  private isOnItsWay(region: RegionName): boolean {
    const { journal, protocol } = this.world;
    const control = journal.control;
    if (!protocol.isSealing(control) || region !== control.active) return false;
    const { kind, step } = control.change;
    const route: readonly string[] = protocol.routes[kind];
    return route.indexOf(step) < route.indexOf("F3.latch");
  }
}
