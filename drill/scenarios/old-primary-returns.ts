// SPDX-License-Identifier: Apache-2.0
import { firstRegion, otherRegion } from "../platform/places";
import { regionKilled } from "./region-killed";
import type { Scenario } from "./scenario";

export const oldPrimaryReturns: Scenario = {
  ...regionKilled,
  name: "old-primary-returns",
  title: "The old region comes back with its old database",
  done: `${firstRegion} was killed, and after the failover it was started again, its database as it had been.`,
  expected: `${firstRegion} refuses everything, and ${otherRegion} goes on.`,
  run: async (stage) => {
    await regionKilled.run(stage);
    const { database, redis, apis } = stage.platform.region(firstRegion);
    await Promise.all([database.start(), redis.start()]);
    await Promise.all(apis.map((api) => api.start()));
    stage.healed(firstRegion);
    await stage.wait(4_000);
  },
};
