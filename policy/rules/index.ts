// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../lib/rule";
import { certificateRules } from "./acm";
import { logRules } from "./cloudwatch";
import { deliveryRules } from "./delivery";
import { tableRules } from "./dynamodb";
import { imageRules } from "./ecr";
import { clusterRules } from "./eks";
import { cacheRules } from "./elasticache";
import { identityRules } from "./iam";
import { keyRules } from "./kms";
import { loadBalancerRules } from "./lb";
import { networkRules } from "./network";
import { keepNetworksDisjoint } from "./network/keep-networks-disjoint";
import { databaseRules } from "./rds";
import { regionRules } from "./region";
import { recordRules } from "./route53";
import { pairFailoverRecords } from "./route53/pair-failover-records";
import { bucketRules } from "./s3";
import { secretRules } from "./secretsmanager";
import { topicRules } from "./sns";
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
  ...recordRules,
  ...keyRules,
  ...bucketRules,
  ...tableRules,
  ...secretRules,
  ...topicRules,
  ...imageRules,
  ...identityRules,
  ...logRules,
  ...certificateRules,
  ...deliveryRules,
  ...statefulRules,
  pairFailoverRecords,
];
