// SPDX-License-Identifier: Apache-2.0
import { firstRegion, otherRegion } from "../platform/places";
import type { Scenario } from "./scenario";

export const promotionRefused: Scenario = {
  name: "promotion-refused",
  title: "The promotion is refused after the seal",
  done: `A failover was ordered, the logs of ${firstRegion} were sealed, and then its successor's database refused the promotion, for good.`,
  expected: `The controller goes back by itself: ${firstRegion} writes again, in a new epoch.`,
  platform: { mayPromote: false },
  ends: firstRegion,
  run: async (stage) => {
    const { platform } = stage;
    const controller = platform.controllerOf(otherRegion);
    stage.fault("promotions are refused");
    await platform.order(controller, "failover", otherRegion);
    // No call for the promotion can have an effect any more: only then does it go back.
    await stage.until("a refusal", ({ change }) => change?.promotion === "refused");
    await stage.untilWrites(firstRegion, 2);
    stage.healed();
    await stage.untilPaid();
  },
};
