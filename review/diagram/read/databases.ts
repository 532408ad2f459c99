// SPDX-License-Identifier: Apache-2.0
import type { Graph, Resource } from "../../../policy/lib/graph";
import { placementBy, type Network, type Placement } from "./networks";
import { itemsOf, numberOf, referentsOf, regionOf, textOf } from "./values";

const types = {
  cluster: "aws:rds/cluster:Cluster",
  clusterInstance: "aws:rds/clusterInstance:ClusterInstance",
  instance: "aws:rds/instance:Instance",
  globalCluster: "aws:rds/globalCluster:GlobalCluster",
  databaseSubnets: "aws:rds/subnetGroup:SubnetGroup",
  cache: "aws:elasticache/replicationGroup:ReplicationGroup",
  cacheSubnets: "aws:elasticache/subnetGroup:SubnetGroup",
  subnet: "aws:ec2/subnet:Subnet",
};

export type DatabaseRole =
  | "writer"
  | "reader"
  /** Of a cluster that doesn't exist yet: which of its instances will write is Aurora's to say. */
  | "member"
  | "replica of another region"
  | "read replica";

export interface DatabaseCluster {
  readonly resource: Resource;
  readonly region: string | undefined;
  /** Whether payments are written in this one; else it follows another region's. */
  readonly writes: boolean;
  readonly globalCluster: Resource | undefined;
  readonly place: Placement;
}

export interface DatabaseInstance {
  readonly resource: Resource;
  readonly region: string | undefined;
  readonly role: DatabaseRole;
  readonly zone: string | undefined;
  readonly multiAz: boolean;
  readonly place: Placement;
}

export interface Cache {
  readonly resource: Resource;
  readonly region: string | undefined;
  readonly nodes: number | undefined;
  readonly place: Placement;
}

/** Data that one region's database gets from another's. */
export interface Replication {
  readonly from: Resource;
  readonly to: Resource;
  /** What ties them, where that is a resource of its own. */
  readonly by: Resource | undefined;
}

export interface Databases {
  readonly clusters: readonly DatabaseCluster[];
  readonly instances: readonly DatabaseInstance[];
  readonly caches: readonly Cache[];
  readonly replications: readonly Replication[];
}

/** The databases and caches of a graph, and which follows which. */
export function readDatabases(graph: Graph, networks: readonly Network[]): Databases {
  const clusters = graph.ofType(types.cluster).map((resource) => ({
    resource,
    region: regionOf(resource),
    writes: writes(graph, resource),
    globalCluster: referentsOf(
      graph,
      resource.at("globalClusterIdentifier"),
      types.globalCluster,
    )[0],
    place: placementOf(graph, networks, resource),
  }));
  return {
    clusters,
    instances: [
      ...graph
        .ofType(types.clusterInstance)
        .map((instance) => auroraInstance(graph, networks, clusters, instance)),
      ...graph.ofType(types.instance).map((instance) => rdsInstance(graph, networks, instance)),
    ],
    caches: graph.ofType(types.cache).map((resource) => ({
      resource,
      region: regionOf(resource),
      nodes: numberOf(resource.at("numCacheClusters")),
      place: cachePlacement(graph, networks, resource),
    })),
    replications: [...auroraReplications(clusters), ...rdsReplications(graph)],
  };
}

/**
 * Whether a cluster is its global cluster's writer. The members say so; where they aren't known yet,
 * what a follower says of its source; before there is either, only the founding cluster is created
 * with a user.
 */
function writes(graph: Graph, cluster: Resource): boolean {
  const global = cluster.at("globalClusterIdentifier");
  if (!global.isGiven || (global.isKnown && textOf(global) === undefined)) return true;
  const members = referentsOf(graph, global, types.globalCluster).flatMap((one) =>
    itemsOf(one.at("globalClusterMembers")),
  );
  const arn = textOf(cluster.at("arn"));
  const own = members.find((member) => textOf(member.at("dbClusterArn")) === arn);
  const isWriter = own?.at("isWriter");
  if (isWriter?.isKnown === true && isWriter.flag() !== undefined) return isWriter.flag() === true;
  if (textOf(cluster.at("replicationSourceIdentifier")) !== undefined) return false;
  const followers = graph
    .ofType(types.cluster)
    .filter((other) => other !== cluster)
    .map((other) => textOf(other.at("replicationSourceIdentifier")));
  if (arn !== undefined && followers.includes(arn)) return true;
  const user = cluster.at("masterUsername");
  return !user.isKnown || textOf(user) !== undefined;
}

function auroraInstance(
  graph: Graph,
  networks: readonly Network[],
  clusters: readonly DatabaseCluster[],
  resource: Resource,
): DatabaseInstance {
  const [owner] = referentsOf(graph, resource.at("clusterIdentifier"), types.cluster);
  const cluster = clusters.find((one) => one.resource === owner);
  const flag = resource.at("writer");
  const isFirst = flag.isKnown ? flag.flag() : undefined;
  const writes = cluster?.writes !== false;
  return {
    resource,
    region: regionOf(resource),
    // AWS calls the first of each region a writer, also where the region only follows.
    role: !writes || isFirst === false ? "reader" : isFirst === true ? "writer" : "member",
    zone: textOf(resource.at("availabilityZone")),
    multiAz: false,
    place: placementOf(graph, networks, resource, cluster?.place),
  };
}

function rdsInstance(
  graph: Graph,
  networks: readonly Network[],
  resource: Resource,
): DatabaseInstance {
  const multiAz = resource.at("multiAz");
  const source = resource.at("replicateSourceDb");
  const [leader] = referentsOf(graph, source, types.instance);
  const isReplica = source.isGiven && (!source.isKnown || textOf(source) !== undefined);
  return {
    resource,
    region: regionOf(resource),
    role: isReplica
      ? isAbroad(resource, leader)
        ? "replica of another region"
        : "read replica"
      : "writer",
    zone: textOf(resource.at("availabilityZone")),
    multiAz: multiAz.isKnown && multiAz.flag() === true,
    place: placementOf(graph, networks, resource, leader && placementOf(graph, networks, leader)),
  };
}

/** An instance of the same region is named by its identifier, one elsewhere by its ARN. */
function isAbroad(replica: Resource, leader: Resource | undefined): boolean {
  if (leader !== undefined) return regionOf(leader) !== regionOf(replica);
  const source = replica.at("replicateSourceDb");
  return !source.isKnown || (textOf(source) ?? "").startsWith("arn:");
}

function auroraReplications(clusters: readonly DatabaseCluster[]): Replication[] {
  return clusters
    .filter(({ writes }) => !writes)
    .flatMap((follower) => {
      const leader = clusters.find(
        ({ writes, globalCluster, resource }) =>
          writes &&
          resource !== follower.resource &&
          (globalCluster === follower.globalCluster ||
            globalIdOf(resource) === globalIdOf(follower.resource)),
      );
      if (leader === undefined) return [];
      return [{ from: leader.resource, to: follower.resource, by: follower.globalCluster }];
    });
}

function globalIdOf(cluster: Resource): string | undefined {
  return textOf(cluster.at("globalClusterIdentifier"));
}

function rdsReplications(graph: Graph): Replication[] {
  return graph.ofType(types.instance).flatMap((to) =>
    referentsOf(graph, to.at("replicateSourceDb"), types.instance)
      .filter((from) => regionOf(from) !== regionOf(to))
      .map((from) => ({ from, to, by: undefined })),
  );
}

function placementOf(
  graph: Graph,
  networks: readonly Network[],
  database: Resource,
  otherwise?: Placement,
): Placement {
  const groups = referentsOf(graph, database.at("dbSubnetGroupName"), types.databaseSubnets);
  const place = bySubnetGroups(graph, networks, groups);
  return place.kind === undefined && otherwise !== undefined ? otherwise : place;
}

function cachePlacement(graph: Graph, networks: readonly Network[], cache: Resource): Placement {
  const groups = referentsOf(graph, cache.at("subnetGroupName"), types.cacheSubnets);
  const place = bySubnetGroups(graph, networks, groups);
  const zones = itemsOf(cache.at("preferredCacheClusterAzs")).map((zone) => textOf(zone));
  const known = [...new Set(zones.filter((zone) => zone !== undefined))].sort();
  return known.length > 0 ? { ...place, zones: known } : place;
}

function bySubnetGroups(
  graph: Graph,
  networks: readonly Network[],
  groups: readonly Resource[],
): Placement {
  const subnets = groups.flatMap((group) =>
    referentsOf(graph, group.at("subnetIds"), types.subnet),
  );
  return placementBy(networks, subnets);
}
