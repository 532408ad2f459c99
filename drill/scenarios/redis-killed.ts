// SPDX-License-Identifier: Apache-2.0
import { firstRegion } from "../platform/places";
import type { Scenario } from "./scenario";

export const redisKilled: Scenario = {
  name: "redis-killed",
  title: "Redis is killed, and comes back empty",
  done: `The Redis of ${firstRegion} was killed, and started again without its data 3 s later.`,
  expected: "Payments go on, with the same answers.",
  ends: firstRegion,
  run: async (stage) => {
    const { redis } = stage.platform.region(firstRegion);
    stage.fault("Redis is killed");
    await redis.kill();
    await stage.untilPaid();
    await stage.wait(3_000);
    await redis.start();
    stage.healed();
    await stage.untilPaid();
  },
};
