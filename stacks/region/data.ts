// SPDX-License-Identifier: Apache-2.0
import type { WorkloadSecurityGroup } from "../../components/cluster/workload-security-group";
import { instanceArn } from "../../components/data/database-names";
import { PostgresDatabase } from "../../components/data/postgres-database";
import type {
  EitherEngineArgs,
  PostgresDatabaseArgs,
} from "../../components/data/postgres-database-args";
import { RedisCache } from "../../components/data/redis-cache";
import type { Vpc } from "../../components/network/vpc";
import { database } from "../conventions";
import { databaseSourceRegion, generationIn, regionOf, type Topology } from "../topology";
import type { RegionKeys } from "./network";
import { ownOutput, type Site } from "./site";

/** The region's database; where it begins, it brings the user and the schema. */
export function createDatabase(
  site: Site,
  keys: RegionKeys,
  vpc: Vpc,
  workload: WorkloadSecurityGroup,
): PostgresDatabase {
  const { topology, region } = site;
  const common = {
    ...storeArgs(site, keys, vpc, workload),
    generation: generationIn(topology, region),
    engineVersion: topology.database.engineVersion,
    instanceClass: region.database.instanceClass,
    instances: region.database.instances,
    keepBackups: topology.keepBackups,
    kmsKeyArn: ownOutput(site, "databaseKeyArns"),
  };
  return new PostgresDatabase("payments-database", databaseArgs(site, common), site.opts);
}

function databaseArgs(site: Site, common: EitherEngineArgs): PostgresDatabaseArgs {
  const { topology, region, base } = site;
  const begins = region.name === databaseSourceRegion(topology);
  const beginning = () => ({
    databaseName: database.name,
    masterUsername: database.username,
    masterPassword: base.require("databasePassword"),
  });
  switch (topology.database.engine) {
    case "aurora-global": {
      const member = {
        ...common,
        engine: topology.database.engine,
        globalClusterIdentifier: base.require("globalClusterIdentifier"),
      };
      return begins
        ? { ...member, role: "founding", ...beginning() }
        : { ...member, role: "member", sourceRegion: topology.foundingRegion };
    }
    case "rds": {
      const { engine, storage } = topology.database;
      const instances = {
        ...common,
        engine,
        allocatedStorage: storage.allocated,
        maximumStorage: storage.maximum,
      };
      return begins
        ? { ...instances, role: "primary", ...beginning() }
        : { ...instances, role: "replica", sourceInstanceArn: sourceInstanceArn(topology) };
    }
  }
}

/** The instance that other regions copy, by its name alone: nothing is asked of its region. */
function sourceInstanceArn(topology: Topology): string {
  const { environment, accountId } = topology;
  const source = regionOf(topology, databaseSourceRegion(topology));
  const generation = generationIn(topology, source);
  return instanceArn({ environment, accountId, region: source.name, generation }, 1);
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
