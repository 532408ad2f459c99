// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../lib/rule";
import { alarmOnCaches } from "./cloudwatch/alarm-on-caches";
import { alarmOnDatabases } from "./cloudwatch/alarm-on-databases";
import { alarmOnHealthChecks } from "./cloudwatch/alarm-on-health-checks";
import { alarmOnNatGateways } from "./cloudwatch/alarm-on-nat-gateways";
import { alarmOnTier1Targets } from "./cloudwatch/alarm-on-tier-1-targets";
import { watchHealthChecksFromUsEast1 } from "./cloudwatch/watch-health-checks-from-us-east-1";
import { keepNodeRolesNarrow } from "./eks/keep-node-roles-narrow";
import { runPodIdentityAgent } from "./eks/run-pod-identity-agent";
import { keepNetworksDisjoint } from "./network/keep-networks-disjoint";
import { keepZonesIndependent } from "./network/keep-zones-independent";
import { logEveryNetwork } from "./network/log-every-network";
import { reachAwsByGatewayEndpoints } from "./network/reach-aws-by-gateway-endpoints";
import { spreadOverZones } from "./network/spread-over-zones";
import { admitPrivateClientsOnly } from "./rds/admit-private-clients-only";
import { keepDatabasesOffTheInternet } from "./rds/keep-databases-off-the-internet";
import { spreadDatabasesOverZones } from "./rds/spread-databases-over-zones";
import { decideFromAnotherRegion } from "./route53/decide-from-another-region";
import { failOverToAnotherRegion } from "./route53/fail-over-to-another-region";
import { noticeWithinTheRto } from "./route53/notice-within-the-rto";
import { pairFailoverRecords } from "./route53/pair-failover-records";
import { spreadLatencyRecords } from "./route53/spread-latency-records";
import { useEveryHealthCheck } from "./route53/use-every-health-check";
import { blockPublicBuckets } from "./s3/block-public-buckets";
import { encryptBuckets } from "./s3/encrypt-buckets";
import { requireTlsForBuckets } from "./s3/require-tls-for-buckets";
import { versionBuckets } from "./s3/version-buckets";

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
  keepZonesIndependent,
  logEveryNetwork,
  reachAwsByGatewayEndpoints,
  spreadOverZones,
  admitPrivateClientsOnly,
  keepDatabasesOffTheInternet,
  spreadDatabasesOverZones,
  decideFromAnotherRegion,
  failOverToAnotherRegion,
  noticeWithinTheRto,
  pairFailoverRecords,
  spreadLatencyRecords,
  useEveryHealthCheck,
  blockPublicBuckets,
  encryptBuckets,
  requireTlsForBuckets,
  versionBuckets,
];
