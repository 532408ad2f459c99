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
import { completeBuckets } from "./s3/complete-buckets";
import { secretRules } from "./secretsmanager";
import { topicRules } from "./sns";
import { statefulRules } from "./stateful";
import { alarmOnCaches } from "./cloudwatch/alarm-on-caches";
import { alarmOnDatabases } from "./cloudwatch/alarm-on-databases";
import { alarmOnHealthChecks } from "./cloudwatch/alarm-on-health-checks";
import { alarmOnNatGateways } from "./cloudwatch/alarm-on-nat-gateways";
import { alarmOnTier1Targets } from "./cloudwatch/alarm-on-tier-1-targets";
import { watchHealthChecksFromUsEast1 } from "./cloudwatch/watch-health-checks-from-us-east-1";
import { keepNodeRolesNarrow } from "./eks/keep-node-roles-narrow";
import { runPodIdentityAgent } from "./eks/run-pod-identity-agent";
import { keepZonesIndependent } from "./network/keep-zones-independent";
import { logEveryNetwork } from "./network/log-every-network";
import { reachAwsByGatewayEndpoints } from "./network/reach-aws-by-gateway-endpoints";
import { spreadOverZones } from "./network/spread-over-zones";
import { admitPrivateClientsOnly } from "./rds/admit-private-clients-only";
import { keepDatabasesOffTheInternet } from "./rds/keep-databases-off-the-internet";
import { decideFromAnotherRegion } from "./route53/decide-from-another-region";
import { failOverToAnotherRegion } from "./route53/fail-over-to-another-region";
import { noticeWithinTheRto } from "./route53/notice-within-the-rto";
import { spreadLatencyRecords } from "./route53/spread-latency-records";
import { useEveryHealthCheck } from "./route53/use-every-health-check";

/** Every rule of the pack, in the order of the documentation. */
export const rules: readonly Rule[] = [
  alarmOnCaches,
  alarmOnDatabases,
  alarmOnHealthChecks,
  alarmOnNatGateways,
  alarmOnTier1Targets,
  watchHealthChecksFromUsEast1,
  keepNodeRolesNarrow,
  runPodIdentityAgent,
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
  completeBuckets,
  ...tableRules,
  ...secretRules,
  ...topicRules,
  ...imageRules,
  ...identityRules,
  ...logRules,
  ...certificateRules,
  ...deliveryRules,
  ...statefulRules,
  keepZonesIndependent,
  logEveryNetwork,
  reachAwsByGatewayEndpoints,
  spreadOverZones,
  admitPrivateClientsOnly,
  keepDatabasesOffTheInternet,
  decideFromAnotherRegion,
  failOverToAnotherRegion,
  noticeWithinTheRto,
  pairFailoverRecords,
  spreadLatencyRecords,
  useEveryHealthCheck,
];
