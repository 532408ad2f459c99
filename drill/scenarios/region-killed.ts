// SPDX-License-Identifier: Apache-2.0
import { firstRegion, otherRegion } from "../platform/places";
import type { Scenario } from "./scenario";

export const regionKilled: Scenario = {
  name: "region-killed",
  title: "The region is killed",
  done: `Every process and server of ${firstRegion} was killed at once, and what they had under way was lost.`,
  expected: `${otherRegion} takes over by itself and takes payments.`,
  ends: otherRegion,
  run: async (stage) => {
    stage.fault("killed", firstRegion);
    await stage.platform.region(firstRegion).kill();
    await stage.untilWrites(otherRegion);
    await stage.untilPaid();
  },
};
