// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../lib/rule";
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
import { pairFailoverRecords } from "./route53/pair-failover-records";
import { blockPublicBuckets } from "./s3/block-public-buckets";
import { encryptBuckets } from "./s3/encrypt-buckets";
import { requireTlsForBuckets } from "./s3/require-tls-for-buckets";
import { versionBuckets } from "./s3/version-buckets";

/** Every rule of the pack, in the order of the documentation. */
export const rules: readonly Rule[] = [
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
  pairFailoverRecords,
  blockPublicBuckets,
  encryptBuckets,
  requireTlsForBuckets,
  versionBuckets,
];
