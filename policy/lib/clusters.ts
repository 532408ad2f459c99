// SPDX-License-Identifier: Apache-2.0
import type { Graph } from "./graph";
import { regionText } from "./parity";

export const clusterType = "aws:eks/cluster:Cluster";

/** Regions in which workloads run, sorted. @throws Undecidable */
export function regionsWithClusters(graph: Graph): string[] {
  return [...new Set(graph.ofType(clusterType).map(regionText))].sort();
}
