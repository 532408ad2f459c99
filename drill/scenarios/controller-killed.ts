// SPDX-License-Identifier: Apache-2.0
import { firstRegion, otherRegion } from "../platform/places";
import type { Scenario } from "./scenario";

/** Steps that each change of epoch takes, in their order. */
const stepsOfRoll = [
  ...["F1.claim", "F1.close-shard", "F2.put-seal", "F2.seal.record", "F3.latch", "F4.fence"],
  ...["F4.replay.record", "F4.create-shard", "F5.open"],
];

/** Steps that only a change of region takes. */
const stepOfFailover = "F3.promote";

export const controllerKilled: Scenario = {
  name: "controller-killed",
  title: "The controller is killed at each step",
  done: `Changes of epoch were ordered one after the other, and the controller was killed at another step of each; the last one was a failover to ${otherRegion}.`,
  expected: "Another controller takes each of them to its end.",
  ends: otherRegion,
  run: async (stage) => {
    const { platform } = stage;
    for (const step of stepsOfRoll) {
      const { epoch } = await platform.control();
      const victim = await platform.startController(otherRegion, { exitAtStep: step });
      // It ends while it answers, at the earliest steps.
      await platform.order(victim, "roll", firstRegion).catch(() => undefined);
      await stage.untilEnded(victim);
      // Nothing has begun where it was killed before its claim.
      if (step === "F1.claim") continue;
      await stage.untilWrites(firstRegion, epoch + 1);
      await stage.untilPaid();
    }
    const victim = await platform.startController(otherRegion, { exitAtStep: stepOfFailover });
    stage.fault("killed", firstRegion);
    await platform.region(firstRegion).kill();
    await platform.order(victim, "failover", otherRegion).catch(() => undefined);
    await stage.untilWrites(otherRegion);
    await stage.untilPaid();
  },
};
