// SPDX-License-Identifier: Apache-2.0
import { ArgoCd } from "../components/delivery/argo-cd";
import { BootstrapControllers } from "../components/delivery/bootstrap-controllers";
import { ClusterFacts } from "../components/delivery/cluster-facts";
import { roleOf } from "./conventions";
import type { BaseOutputs, DeliveryOutputs, Exports, RegionOutputs } from "./outputs";
import { kubernetesProvider } from "./providers";
import { outputsOf } from "./references";
import type { Topology } from "./topology";

/**
 * What needs a cluster's API: the controllers that the platform itself needs, Argo CD, and the
 * facts that Git's manifests are filled in with. It is a stack of its own, so that a cluster that
 * can't be reached never blocks a change of its region's network or database.
 */
export async function delivery(
  topology: Topology,
  region: string,
): Promise<Exports<DeliveryOutputs>> {
  return Promise.reject(new Error(region + topology.environment));
}
