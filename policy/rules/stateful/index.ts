// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../../lib/rule";
import { protectStatefulResources } from "./protect-stateful-resources";
import { refuseBurstableInstances } from "./refuse-burstable-instances";
import { refuseDeletion } from "./refuse-deletion";
import { refuseForcedDeletion } from "./refuse-forced-deletion";

/** What holds something that no update makes again. */
export const statefulRules: readonly Rule[] = [
  protectStatefulResources,
  refuseBurstableInstances,
  refuseDeletion,
  refuseForcedDeletion,
];
