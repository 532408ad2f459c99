// SPDX-License-Identifier: Apache-2.0
import { processorNames } from "../../services/payments-api/operations/processor";
import { firstRegion } from "../platform/places";
import type { Scenario } from "./scenario";

export const callerPaused: Scenario = {
  name: "caller-paused",
  title: "A caller stops before it calls, for longer than the resolver waits",
  done: "One process of the API stood still with payments between their record of intent and the processor, and went on when another had taken them up.",
  expected: "The processor sees the same request twice, and charges once.",
  ends: firstRegion,
  run: async (stage) => {
    const { platform } = stage;
    const [api] = platform.region(firstRegion).apis;
    // Calls take longer, so that more of them are under way when the process stops.
    for (const name of processorNames) await platform.processors.misbehave(name, { delay: 200 });
    await stage.wait(1_000);
    const before = await platform.processors.repeats();
    stage.fault("a process is stopped");
    api?.pause();
    // Its leases are over after 4 s, and clients give up after 8 s and ask the other process.
    await stage.wait(9_000);
    if ((await platform.processors.repeats()) === before) {
      throw new Error("nobody took up the payments of the process that stood still");
    }
    api?.resume();
    stage.healed();
    await platform.processors.behave();
    await stage.untilPaid();
    await stage.wait(2_000);
  },
};
