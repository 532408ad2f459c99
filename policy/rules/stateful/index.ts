// SPDX-License-Identifier: Apache-2.0
import { protectStatefulResources } from "./protect-stateful-resources";
import { refuseDeletion } from "./refuse-deletion";
import { refuseForcedDeletion } from "./refuse-forced-deletion";

export const statefulRules = [
  protectStatefulResources,
  refuseDeletion,
  refuseForcedDeletion,
] as const;
