// SPDX-License-Identifier: Apache-2.0
import type { WorkloadSecurityGroup } from "../../components/cluster/workload-security-group";
import { PostgresDatabase } from "../../components/data/postgres-database";
import { RedisCache } from "../../components/data/redis-cache";
import type { Vpc } from "../../components/network/vpc";
import { database } from "../conventions";
import type { RegionKeys } from "./network";
import { ownOutput, type Site } from "./site";

/** The region's member of the global database; the founding one brings the user and the schema. */
export function createDatabase(
  site: Site,
  keys: RegionKeys,
  vpc: Vpc,
  workload: WorkloadSecurityGroup,
): PostgresDatabase {
  const { topology, region, base, opts } = site;
  const common = {
    ...storeArgs(site, keys, vpc, workload),
    engine: topology.database.engine,
    generation: topology.database.generation,
    engineVersion: topology.database.engineVersion,
    instanceClass: region.database.instanceClass,
    instances: region.database.instances,
    keepBackups: topology.keepBackups,
    globalClusterIdentifier: base.require("globalClusterIdentifier"),
    kmsKeyArn: ownOutput(site, "databaseKeyArns"),
  };
  const founding = region.name === topology.foundingRegion;
  return new PostgresDatabase(
    "payments-database",
    founding
      ? {
          ...common,
          role: "founding",
          databaseName: database.name,
          masterUsername: database.username,
          masterPassword: base.require("databasePassword"),
        }
      : { ...common, role: "member", sourceRegion: topology.foundingRegion },
    opts,
  );
}

/** The region's own cache. */
export function createCache(
  site: Site,
  keys: RegionKeys,
  vpc: Vpc,
  workload: WorkloadSecurityGroup,
): RedisCache {
  const { region, opts } = site;
  return new RedisCache(
    "payments-cache",
    {
      ...storeArgs(site, keys, vpc, workload),
      nodeType: region.cache.nodeType,
      nodes: region.cache.nodes,
      kmsKeyArn: keys.cache.arn,
    },
    opts,
  );
}

/** What both stores stand on: the data subnets, and clients by their group. */
function storeArgs(
  { topology, region }: Site,
  keys: RegionKeys,
  vpc: Vpc,
  workload: WorkloadSecurityGroup,
) {
  return {
    environment: topology.environment,
    protect: topology.protect,
    region: region.name,
    availabilityZones: region.availabilityZones,
    vpcId: vpc.vpcId,
    subnetIds: vpc.dataSubnetIds,
    clientSecurityGroupIds: { payments: workload.securityGroupId },
    logsKmsKeyArn: keys.logs.arn,
  };
}

/** A pod's group lets nothing out by itself; the stores' side is open to it already. */
export function allowPodsToStores(
  workload: WorkloadSecurityGroup,
  database: PostgresDatabase,
  cache: RedisCache,
): void {
  workload.allowTo("database", database.securityGroupId, database.port);
  workload.allowTo("cache", cache.securityGroupId, cache.port);
}
