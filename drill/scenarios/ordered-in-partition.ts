// SPDX-License-Identifier: Apache-2.0
import { firstRegion, otherRegion } from "../platform/places";
import type { Scenario } from "./scenario";

export const orderedInPartition: Scenario = {
  name: "ordered-in-partition",
  title: "A person orders the failover of a region that works",
  done: `The regions could not reach each other, but both reached the journal; a person ordered the failover while ${firstRegion} took payments.`,
  expected: `${firstRegion} acknowledges until it is sealed and nothing after that; ${otherRegion} goes on.`,
  ends: otherRegion,
  run: async (stage) => {
    const { platform } = stage;
    stage.fault("the regions can't reach each other", firstRegion);
    await platform.network.part(firstRegion, otherRegion);
    await stage.wait(1_000);
    await platform.order(platform.controllerOf(otherRegion), "failover", otherRegion);
    await stage.untilWrites(otherRegion);
    await stage.untilPaid();
    await platform.network.heal(firstRegion, otherRegion);
    stage.healed(firstRegion);
    await stage.wait(3_000);
  },
};
