// SPDX-License-Identifier: Apache-2.0
import type { Graph } from "../../../policy/lib/graph";
import type { ExportedResource } from "../../graph/exported";
import { policyGraph } from "../../graph/policy-graph";
import { readBetweenRegions, type BetweenRegions } from "./between-regions";
import { readClusters, type Clusters } from "./clusters";
import { readDatabases, type Databases } from "./databases";
import { readEdge, type Edge } from "./edge";
import { readNetworks, type Network } from "./networks";

/** What is drawn, as the resource graph has it. */
export interface Platform {
  readonly graph: Graph;
  /** The regions that have a column, the one that answers first in the first place. */
  readonly regions: readonly string[];
  /** What each region is, where the graph says so. */
  readonly roles: ReadonlyMap<string, string>;
  readonly networks: readonly Network[];
  readonly databases: Databases;
  readonly clusters: Clusters["clusters"];
  readonly edge: Edge;
  readonly between: BetweenRegions;
  /** Names of the stacks, sorted. */
  readonly stacks: readonly string[];
}

/** Reads a platform out of the resources of one stack, or of several. */
export function readPlatform(resources: readonly ExportedResource[]): Platform {
  const graph = policyGraph(resources);
  const exported = new Map(resources.map((resource) => [resource.urn, resource]));
  const networks = readNetworks(graph);
  const databases = readDatabases(graph, networks);
  const { clusters, roles } = readClusters(graph, networks, exported);
  const edge = readEdge(graph, networks);
  const between = readBetweenRegions(graph, databases);
  const platform = { graph, roles, networks, databases, clusters, edge, between };
  const stacks = [...new Set(graph.resources.map(({ stack }) => stack))].sort();
  return { ...platform, regions: regionsOf(platform), stacks };
}

/**
 * Every region in which something stands or to which something leads. The primary failover record
 * never moves, so it gives an order that a failover doesn't change.
 */
function regionsOf({
  networks,
  databases,
  clusters,
  edge,
  between,
}: Omit<Platform, "regions" | "stacks">): string[] {
  const found = [
    ...networks,
    ...databases.clusters,
    ...databases.instances,
    ...databases.caches,
    ...clusters,
    ...edge.loadBalancers,
    ...edge.publicRecords,
    ...edge.privateZones,
    ...edge.endpointGroups,
  ].flatMap(({ region }) => region ?? []);
  const joined = between.links.flatMap(({ from, to }) => [from, to]);
  const primary = edge.publicRecords.find(({ routing }) => routing === "primary")?.region;
  const founding = primary ?? databases.clusters.find(({ writes }) => writes)?.region ?? undefined;
  const rank = (region: string) => (region === founding ? 0 : 1);
  return [...new Set([...found, ...joined])].sort(
    (one, other) => rank(one) - rank(other) || (one < other ? -1 : 1),
  );
}
