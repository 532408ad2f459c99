// SPDX-License-Identifier: Apache-2.0
import { capacityRules } from "./capacity";
import { clusterRules } from "./cluster";
import { databaseRules } from "./database";
import { rangeRules } from "./ranges";
import { recoveryRules } from "./recovery";
import { regionRules } from "./regions";
import type { Rule } from "./rule";
import { serviceRules } from "./services";

/** Every rule, in the order in which its findings are shown. */
export const topologyRules: readonly Rule[] = [
  ...regionRules,
  ...rangeRules,
  ...clusterRules,
  ...capacityRules,
  ...databaseRules,
  ...serviceRules,
  ...recoveryRules,
];
