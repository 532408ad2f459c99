// SPDX-License-Identifier: Apache-2.0
import { processorNames } from "../../services/payments-api/operations/processor";
import { firstRegion } from "../platform/places";
import type { Scenario } from "./scenario";

export const processorTrouble: Scenario = {
  name: "processor-trouble",
  title: "Processors time out, fail, and say everything twice",
  done: "For 6 s, one in twenty charges was made and never answered, one in twenty failed, and every notification came twice.",
  expected: "Each payment is charged once, and every client is told the same.",
  ends: firstRegion,
  run: async (stage) => {
    const { platform } = stage;
    stage.fault("processors misbehave");
    for (const name of processorNames) {
      const faults = { silent: 0.05, fail: 0.05, notifyAll: true, notifyTwice: true };
      await platform.processors.misbehave(name, faults);
    }
    await stage.wait(6_000);
    await platform.processors.behave();
    stage.healed();
    await stage.untilPaid();
  },
};
