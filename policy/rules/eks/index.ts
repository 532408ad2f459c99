// SPDX-License-Identifier: Apache-2.0
import { admitByAccessEntries } from "./admit-by-access-entries";
import { allowZonalShift } from "./allow-zonal-shift";
import { encryptClusterSecrets } from "./encrypt-cluster-secrets";
import { encryptNodeVolumes } from "./encrypt-node-volumes";
import { guardInstanceMetadata } from "./guard-instance-metadata";
import { limitClusterEndpoint } from "./limit-cluster-endpoint";
import { limitNodeDisruption } from "./limit-node-disruption";
import { logControlPlane } from "./log-control-plane";
import { openNoShells } from "./open-no-shells";
import { refuseSpotNodes } from "./refuse-spot-nodes";
import { repairNodes } from "./repair-nodes";
import { respectDisruptionBudgets } from "./respect-disruption-budgets";
import { runSupportedKubernetes } from "./run-supported-kubernetes";

/** Rules about one cluster and its nodes. */
export const clusterRules = [
  admitByAccessEntries,
  allowZonalShift,
  encryptClusterSecrets,
  encryptNodeVolumes,
  guardInstanceMetadata,
  limitClusterEndpoint,
  limitNodeDisruption,
  logControlPlane,
  openNoShells,
  refuseSpotNodes,
  repairNodes,
  respectDisruptionBudgets,
  runSupportedKubernetes,
] as const;
