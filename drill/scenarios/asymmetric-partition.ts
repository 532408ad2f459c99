// SPDX-License-Identifier: Apache-2.0
import { firstRegion, otherRegion, thirdPlace } from "../platform/places";
import type { Scenario } from "./scenario";

export const asymmetricPartition: Scenario = {
  name: "asymmetric-partition",
  title: "The region is heard, and hears nothing",
  done: `What ${firstRegion} sent arrived, into the journal too; no answer came back to it.`,
  expected: `What it wrote without knowing counts once; ${otherRegion} takes over.`,
  ends: otherRegion,
  run: async (stage) => {
    const { network } = stage.platform;
    stage.fault("hears nothing", firstRegion);
    await Promise.all([
      network.cut(otherRegion, firstRegion),
      network.cut(thirdPlace, firstRegion),
    ]);
    await stage.untilWrites(otherRegion);
    await stage.untilPaid();
    await stage.platform.reconnect(firstRegion);
    stage.healed(firstRegion);
    await stage.wait(3_000);
  },
};
