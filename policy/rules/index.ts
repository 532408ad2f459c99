// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../lib/rule";
import { coverNamesInEveryRegion } from "./acm/cover-names-in-every-region";
import { useIssuedCertificates } from "./acm/use-issued-certificates";
import { keepArgoCdLocal } from "./argocd/keep-argo-cd-local";
import { runArgoCdBesideEveryCluster } from "./argocd/run-argo-cd-beside-every-cluster";
import { alarmOnCaches } from "./cloudwatch/alarm-on-caches";
import { alarmOnDatabases } from "./cloudwatch/alarm-on-databases";
import { alarmOnHealthChecks } from "./cloudwatch/alarm-on-health-checks";
import { alarmOnNatGateways } from "./cloudwatch/alarm-on-nat-gateways";
import { alarmOnTier1Targets } from "./cloudwatch/alarm-on-tier-1-targets";
import { watchHealthChecksFromUsEast1 } from "./cloudwatch/watch-health-checks-from-us-east-1";
import { avoidLastWriterWins } from "./dynamodb/avoid-last-writer-wins";
import { keepJournalForRpoZero } from "./dynamodb/keep-journal-for-rpo-zero";
import { protectTheJournal } from "./dynamodb/protect-the-journal";
import { keepImagesInEveryRegion } from "./ecr/keep-images-in-every-region";
import { keepNodeRolesNarrow } from "./eks/keep-node-roles-narrow";
import { matchNodeCapacity } from "./eks/match-node-capacity";
import { runPodIdentityAgent } from "./eks/run-pod-identity-agent";
import { matchCacheCapacity } from "./elasticache/match-cache-capacity";
import { openOneEndpointGroup } from "./globalaccelerator/open-one-endpoint-group";
import { encryptReplicasInOwnRegion } from "./kms/encrypt-replicas-in-own-region";
import { keepLowerTiersInOneRegion } from "./lb/keep-lower-tiers-in-one-region";
import { serveTier1InEveryRegion } from "./lb/serve-tier-1-in-every-region";
import { tagServicesWithTier } from "./lb/tag-services-with-tier";
import { useCertificatesOfOwnRegion } from "./lb/use-certificates-of-own-region";
import { keepNetworksDisjoint } from "./network/keep-networks-disjoint";
import { keepZonesIndependent } from "./network/keep-zones-independent";
import { logEveryNetwork } from "./network/log-every-network";
import { reachAwsByGatewayEndpoints } from "./network/reach-aws-by-gateway-endpoints";
import { routePeeringsBothWays } from "./network/route-peerings-both-ways";
import { spreadOverZones } from "./network/spread-over-zones";
import { admitPrivateClientsOnly } from "./rds/admit-private-clients-only";
import { keepDatabasesOffTheInternet } from "./rds/keep-databases-off-the-internet";
import { keepOneWriter } from "./rds/keep-one-writer";
import { keepStandbyInAnotherRegion } from "./rds/keep-standby-in-another-region";
import { matchDatabaseCapacity } from "./rds/match-database-capacity";
import { spreadDatabasesOverZones } from "./rds/spread-databases-over-zones";
import { equipEveryRegion } from "./regions/equip-every-region";
import { keepRegionalStacksApart } from "./regions/keep-regional-stacks-apart";
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
import { keepSecretsInEveryRegion } from "./secretsmanager/keep-secrets-in-every-region";

/** Every rule of the pack, in the order of the documentation. */
export const rules: readonly Rule[] = [
  coverNamesInEveryRegion,
  useIssuedCertificates,
  keepArgoCdLocal,
  runArgoCdBesideEveryCluster,
  alarmOnCaches,
  alarmOnDatabases,
  alarmOnHealthChecks,
  alarmOnNatGateways,
  alarmOnTier1Targets,
  watchHealthChecksFromUsEast1,
  avoidLastWriterWins,
  keepJournalForRpoZero,
  protectTheJournal,
  keepImagesInEveryRegion,
  keepNodeRolesNarrow,
  matchNodeCapacity,
  runPodIdentityAgent,
  matchCacheCapacity,
  openOneEndpointGroup,
  encryptReplicasInOwnRegion,
  keepLowerTiersInOneRegion,
  serveTier1InEveryRegion,
  tagServicesWithTier,
  useCertificatesOfOwnRegion,
  keepNetworksDisjoint,
  keepZonesIndependent,
  logEveryNetwork,
  reachAwsByGatewayEndpoints,
  routePeeringsBothWays,
  spreadOverZones,
  admitPrivateClientsOnly,
  keepDatabasesOffTheInternet,
  keepOneWriter,
  keepStandbyInAnotherRegion,
  matchDatabaseCapacity,
  spreadDatabasesOverZones,
  equipEveryRegion,
  keepRegionalStacksApart,
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
  keepSecretsInEveryRegion,
];
