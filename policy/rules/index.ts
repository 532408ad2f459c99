// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../lib/rule";
import { clusterRules } from "./eks";
import { cacheRules } from "./elasticache";
import { loadBalancerRules } from "./lb";
import { networkRules } from "./network";
import { keepNetworksDisjoint } from "./network/keep-networks-disjoint";
import { databaseRules } from "./rds";
import { regionRules } from "./region";
import { pairFailoverRecords } from "./route53/pair-failover-records";
import { statefulRules } from "./stateful";

/** Every rule of the pack, in the order of the documentation. */
export const rules: readonly Rule[] = [
  keepNetworksDisjoint,
  ...networkRules,
  ...regionRules,
  ...databaseRules,
  ...cacheRules,
  ...clusterRules,
  ...loadBalancerRules,
  ...statefulRules,
  pairFailoverRecords,
];
