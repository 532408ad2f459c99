// SPDX-License-Identifier: Apache-2.0
import { firstRegion, otherRegion } from "../platform/places";
import type { Scenario } from "./scenario";

export const processesPaused: Scenario = {
  name: "processes-paused",
  title: "Processes stop, and go on after the failover",
  done: `Every process of the API in ${firstRegion} was stopped where it was, and went on when ${otherRegion} had taken over.`,
  expected: `They find their logs sealed, and refuse; nothing that they had under way counts twice.`,
  ends: otherRegion,
  run: async (stage) => {
    const { apis } = stage.platform.region(firstRegion);
    stage.fault("its processes are stopped", firstRegion);
    for (const api of apis) api.pause();
    await stage.untilWrites(otherRegion);
    await stage.untilPaid();
    for (const api of apis) api.resume();
    stage.healed(firstRegion);
    await stage.wait(4_000);
  },
};
