// SPDX-License-Identifier: Apache-2.0
import { firstRegion } from "../platform/places";
import type { Scenario } from "./scenario";

/** How long the journal stands still and goes on, in turns, in milliseconds. */
const stands = 300;
const goes = 100;

export const journalSlow: Scenario = {
  name: "journal-slow",
  title: "The journal is slow",
  done: `The journal stood still for ${stands} ms of every ${stands + goes} ms, for 5 s.`,
  expected: `Payments take longer and none is lost; ${firstRegion} keeps the right to write.`,
  ends: firstRegion,
  run: async (stage) => {
    const { journal } = stage.platform;
    stage.fault("the journal is slow");
    for (let turn = 0; turn * (stands + goes) < 5_000; turn++) {
      journal.pause();
      await stage.wait(stands);
      journal.resume();
      await stage.wait(goes);
    }
    stage.healed();
    await stage.untilPaid();
  },
};
