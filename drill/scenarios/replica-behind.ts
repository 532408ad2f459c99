// SPDX-License-Identifier: Apache-2.0
import { firstRegion, otherRegion } from "../platform/places";
import { regionKilled } from "./region-killed";
import type { Scenario } from "./scenario";

export const replicaBehind: Scenario = {
  ...regionKilled,
  name: "replica-behind",
  title: "The region is killed while the replica is behind",
  done: `The database of ${otherRegion} applied everything 4 s late when ${firstRegion} was killed.`,
  expected: `The journal gives ${otherRegion} what its database did not have.`,
  platform: { applyDelay: 4_000 },
};
