// SPDX-License-Identifier: Apache-2.0
import { firstRegion } from "../platform/places";
import type { Scenario } from "./scenario";

export const journalDown: Scenario = {
  name: "journal-down",
  title: "The journal does not answer",
  done: "The journal answered nobody for 5 s.",
  expected: `Nothing is acknowledged meanwhile; ${firstRegion} goes on by itself afterwards.`,
  ends: firstRegion,
  run: async (stage) => {
    const { journal } = stage.platform;
    stage.fault("the journal does not answer");
    journal.pause();
    await stage.wait(5_000);
    journal.resume();
    stage.healed();
    await stage.untilPaid();
  },
};
