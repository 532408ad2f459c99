// SPDX-License-Identifier: Apache-2.0
import { firstRegion, otherRegion } from "../platform/places";
import type { Scenario } from "./scenario";

export const controllerLate: Scenario = {
  name: "controller-late",
  title: "A controller goes on one epoch late",
  done: `A controller stopped in the middle of a failover that it had begun; another finished it, and renewed the epoch; then the first one went on.`,
  expected: "It finds that it is no longer its change, and does nothing.",
  ends: otherRegion,
  run: async (stage) => {
    const { platform } = stage;
    const sleeper = await platform.startController(otherRegion);
    stage.fault("killed", firstRegion);
    await platform.region(firstRegion).kill();
    await platform.order(sleeper, "failover", otherRegion);
    await stage.untilSealing();
    sleeper.pause();
    await stage.untilWrites(otherRegion, 2);
    await platform.order(platform.controllerOf(otherRegion), "roll", otherRegion);
    const { revision } = await stage.untilWrites(otherRegion, 3);
    sleeper.resume();
    await stage.wait(3_000);
    const after = await platform.control();
    if (after.revision !== revision) {
      throw new Error(`the late controller changed the control item: ${JSON.stringify(after)}`);
    }
    await stage.untilPaid();
  },
};
