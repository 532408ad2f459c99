// SPDX-License-Identifier: Apache-2.0
import type { Mix } from "../load/settings";
import type { PlatformOptions } from "../platform/platform";
import type { RegionName } from "../platform/places";
import type { Stage } from "./stage";

/** Something that is done to the platform under load, and what has to come of it. */
export interface Scenario {
  /** As it is called on the command line. */
  readonly name: string;
  readonly title: string;
  /** What is done to the platform: a sentence. */
  readonly done: string;
  /** What has to happen: a sentence. */
  readonly expected: string;
  /** @default - the usual platform */
  readonly platform?: PlatformOptions;
  /** Other shares of what clients want. @default - the usual ones */
  readonly mix?: Partial<Mix>;
  /** The region that has to write when it is over. */
  readonly ends: RegionName;
  /** Does it. @throws Error when what had to happen did not */
  run(stage: Stage): Promise<void>;
}
