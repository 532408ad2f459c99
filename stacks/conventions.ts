// SPDX-License-Identifier: Apache-2.0
import type { Topology } from "./topology";

/** Name of the database and of its first user, in every environment. */
export const database = { name: "payments", username: "payments" } as const;

/** Elastic IPs that a region may have: two per zone are used, the rest is room for a rebuild. */
export const elasticIpsPerRegion = 12;

/** Where the payment API's pods run; Pod Identity binds their role to these names. */
export const paymentsWorkload = { namespace: "payments", serviceAccount: "payments-api" } as const;

/** Name of a region's cluster: the same in its kubeconfig, its tags and its runbooks. */
export function clusterName(topology: Topology, region: string): string {
  return `payments-${topology.environment}-${region}`;
}

/** Whether the region takes payments, as far as the program's follower of the truth knows. */
export function roleOf(topology: Topology, region: string): "active" | "standby" {
  return topology.activeRegion === region ? "active" : "standby";
}
