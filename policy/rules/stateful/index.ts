// SPDX-License-Identifier: Apache-2.0
import { protectStatefulResources } from "./protect-stateful-resources";
import { refuseBurstableInstances } from "./refuse-burstable-instances";
import { refuseDeletion } from "./refuse-deletion";
import { refuseForcedDeletion } from "./refuse-forced-deletion";

/** Rules about what holds state, of any service. */
export const statefulRules = [
  protectStatefulResources,
  refuseBurstableInstances,
  refuseDeletion,
  refuseForcedDeletion,
] as const;
