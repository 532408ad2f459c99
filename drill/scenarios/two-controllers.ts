// SPDX-License-Identifier: Apache-2.0
import { firstRegion } from "../platform/places";
import { regionKilled } from "./region-killed";
import type { Scenario } from "./scenario";

export const twoControllers: Scenario = {
  ...regionKilled,
  name: "two-controllers",
  title: "Two controllers at once",
  done: `Two controllers watched ${firstRegion} when it was killed, and both acted.`,
  expected: "One failover, to one epoch.",
  platform: { controllers: [{}, {}] },
  run: async (stage) => {
    await regionKilled.run(stage);
    const { epoch } = await stage.platform.control();
    if (epoch !== 2) throw new Error(`there were ${epoch - 1} changes of epoch instead of one`);
  },
};
