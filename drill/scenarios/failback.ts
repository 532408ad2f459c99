// SPDX-License-Identifier: Apache-2.0
import { firstRegion } from "../platform/places";
import { regionKilled } from "./region-killed";
import type { Scenario } from "./scenario";

export const failback: Scenario = {
  ...regionKilled,
  name: "failback",
  title: "Back to the first region, as planned",
  done: `After the failover ${firstRegion} was rebuilt as a standby, and a person ordered the switch back.`,
  expected: `${firstRegion} writes again, and clients go there.`,
  ends: firstRegion,
  run: async (stage) => {
    const { platform } = stage;
    await regionKilled.run(stage);
    await platform.rebuild(firstRegion);
    const { redis, apis } = platform.region(firstRegion);
    await redis.start();
    await Promise.all(apis.map((api) => api.start()));
    const controller = await platform.startController(firstRegion);
    stage.healed(firstRegion);
    stage.failback(firstRegion);
    await platform.order(controller, "switchover", firstRegion);
    await stage.untilWrites(firstRegion, 3);
    await stage.untilPaid();
    await stage.wait(2_000);
  },
};
