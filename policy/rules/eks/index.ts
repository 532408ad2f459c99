// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../../lib/rule";
import { admitByAccessEntries } from "./admit-by-access-entries";
import { allowZonalShift } from "./allow-zonal-shift";
import { encryptClusterSecrets } from "./encrypt-cluster-secrets";
import { encryptNodeVolumes } from "./encrypt-node-volumes";
import { guardInstanceMetadata } from "./guard-instance-metadata";
import { keepNodeRolesNarrow } from "./keep-node-roles-narrow";
import { limitClusterEndpoint } from "./limit-cluster-endpoint";
import { limitNodeDisruption } from "./limit-node-disruption";
import { logControlPlane } from "./log-control-plane";
import { matchNodeCapacity } from "./match-node-capacity";
import { openNoShells } from "./open-no-shells";
import { refuseSpotNodes } from "./refuse-spot-nodes";
import { repairNodes } from "./repair-nodes";
import { respectDisruptionBudgets } from "./respect-disruption-budgets";
import { runPodIdentityAgent } from "./run-pod-identity-agent";
import { runSupportedKubernetes } from "./run-supported-kubernetes";

/** Clusters and their nodes. */
export const eksRules: readonly Rule[] = [
  admitByAccessEntries,
  allowZonalShift,
  encryptClusterSecrets,
  encryptNodeVolumes,
  guardInstanceMetadata,
  keepNodeRolesNarrow,
  limitClusterEndpoint,
  limitNodeDisruption,
  logControlPlane,
  matchNodeCapacity,
  openNoShells,
  refuseSpotNodes,
  repairNodes,
  respectDisruptionBudgets,
  runPodIdentityAgent,
  runSupportedKubernetes,
];
