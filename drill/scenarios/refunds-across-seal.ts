// SPDX-License-Identifier: Apache-2.0
import { firstRegion, otherRegion } from "../platform/places";
import { regionKilled } from "./region-killed";
import type { Scenario } from "./scenario";

export const refundsAcrossSeal: Scenario = {
  ...regionKilled,
  name: "refunds-across-seal",
  title: "Partial refunds while the region is lost",
  done: `Half of what clients asked for were partial refunds when ${firstRegion} was killed.`,
  expected: `${otherRegion} finishes them, each once, and none above what was paid.`,
  mix: { refund: 0.5 },
  ends: otherRegion,
};
