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
import { repairNodes } from "./repair-nodes";
import { runSupportedKubernetes } from "./run-supported-kubernetes";
import { spreadNodesOverZones } from "./spread-nodes-over-zones";

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
  repairNodes,
  runSupportedKubernetes,
  spreadNodesOverZones,
] as const;
