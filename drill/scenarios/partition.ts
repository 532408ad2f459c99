// SPDX-License-Identifier: Apache-2.0
import { firstRegion, otherRegion } from "../platform/places";
import type { Scenario } from "./scenario";

export const partition: Scenario = {
  name: "partition",
  title: "The region is cut off, and lives",
  done: `${firstRegion} could reach neither ${otherRegion} nor the journal, while clients still reached it; later all that was held came through.`,
  expected: `${otherRegion} takes over; nothing that arrives late counts, and ${firstRegion} only refuses.`,
  ends: otherRegion,
  run: async (stage) => {
    stage.fault("cut off from everything but its clients", firstRegion);
    await stage.platform.isolate(firstRegion);
    await stage.untilWrites(otherRegion);
    await stage.untilPaid();
    await stage.wait(2_000);
    await stage.platform.reconnect(firstRegion);
    stage.healed(firstRegion);
    await stage.wait(3_000);
  },
};
