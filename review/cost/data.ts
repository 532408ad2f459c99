// SPDX-License-Identifier: Apache-2.0
import type { Resource } from "../../policy/lib/graph";
import type { Meter, Meters, Site, Usage } from "./meter";
import { hoursPerMonth } from "./volumes";

const transfer = "transfer between regions";

/** Databases, caches, the journal, keys and secrets. */
export const dataMeters: Meters = {
  "aws:rds/cluster:Cluster": (cluster, site) => [
    { part: "database storage", item: "aurora:storage", quantity: site.volumes.databaseGb },
    ...requestsOf(cluster, site),
    ...(cluster.at("globalClusterIdentifier").isGiven ? replicationTo(site) : []),
  ],
  "aws:rds/clusterInstance:ClusterInstance": (instance, { graph }) => {
    const type = instance.at("instanceClass").text() ?? "";
    const [cluster] = graph.referents(instance.at("clusterIdentifier"), "aws:rds/cluster:Cluster");
    const isWatched = cluster?.at("databaseInsightsMode").text() === "advanced";
    const engine = instance.at("engine").text() ?? "";
    return [
      { part: "database instances", item: `${engine}:${type}`, quantity: hoursPerMonth },
      ...(isWatched
        ? [
            {
              part: "database insights",
              item: "rds:database-insights-advanced",
              quantity: vcpusOf(type) * hoursPerMonth,
            },
          ]
        : []),
    ];
  },
  "aws:rds/instance:Instance": (instance, site) => {
    // A standby in another zone is an instance of its own, and a copy of the storage.
    const copies = instance.at("multiAz").flag() === true ? 2 : 1;
    const type = instance.at("instanceClass").text() ?? "";
    const source = instance.at("replicateSourceDb");
    const allocated = instance.at("allocatedStorage").number();
    return [
      {
        part: "database instances",
        item: `rds-postgresql:${type}`,
        quantity: copies * hoursPerMonth,
      },
      {
        part: "database storage",
        item: `rds:${instance.at("storageType").text() ?? "gp3"}`,
        // A copy has as much as what it copies.
        quantity: copies * (allocated ?? site.volumes.allocatedGib),
      },
      ...(source.isGiven && isOfAnotherRegion(source.text(), site.region) ? logTo(site) : []),
    ];
  },
  "aws:elasticache/replicationGroup:ReplicationGroup": (group) => {
    const shards = group.at("numNodeGroups").number() ?? 1;
    const replicas = group.at("replicasPerNodeGroup").number();
    const nodes =
      replicas === undefined
        ? (group.at("numCacheClusters").number() ?? 1)
        : shards * (replicas + 1);
    const engine = group.at("engine").text() ?? "redis";
    const type = group.at("nodeType").text() ?? "";
    return [
      {
        part: "cache nodes",
        item: `elasticache-${engine}:${type}`,
        quantity: nodes * hoursPerMonth,
      },
    ];
  },
  "aws:dynamodb/table:Table": journal,
  "aws:kms/key:Key": () => [{ part: "KMS keys", item: "kms:key", quantity: 1 }],
  "aws:kms/replicaKey:ReplicaKey": () => [{ part: "KMS keys", item: "kms:key", quantity: 1 }],
  "aws:secretsmanager/secret:Secret": (secret) => [
    // Each replica is charged as a secret.
    {
      part: "secrets",
      item: "secretsmanager:secret",
      quantity: 1 + secret.at("replicas").items().length,
    },
  ],
};

/** Requests cost nothing where the cluster's storage is the kind that includes them. */
function requestsOf(cluster: Resource, { volumes, isActive }: Site): Usage[] {
  const isIncluded = cluster.at("storageType").text() === "aurora-iopt1";
  if (isIncluded || !isActive) return [];
  return [{ part: "database requests", item: "aurora:io", quantity: volumes.databaseRequests }];
}

/** What a global database's other regions receive. */
function replicationTo(site: Site): Usage[] {
  if (site.isActive) return [];
  return [
    {
      part: "database replication",
      item: "aurora:replicated-write",
      quantity: site.volumes.databaseWrites,
    },
    ...logTo(site),
  ];
}

/** The database's log on its way; AWS charges the region that sends. */
function logTo({ volumes }: Site): Usage[] {
  return [
    {
      part: transfer,
      item: "transfer:between-regions",
      quantity: volumes.databaseLogGb,
      region: volumes.activeRegion,
    },
  ];
}

/**
 * A table takes every write in each of its replicas; the active region sends the writes, and the
 * table's own sends them on. What a witness costs AWS doesn't list; its traffic is counted.
 */
function journal(table: Resource, { volumes, region }: Site): ReturnType<Meter> {
  const others = table
    .at("replicas")
    .items()
    .map((replica) => replica.at("regionName").text() ?? "unknown");
  const hasWitness = table.at("globalTableWitness", "regionName").text() !== undefined;
  const receivers = others.length + (hasWitness ? 1 : 0);
  const recovers = table.at("pointInTimeRecovery", "enabled").flag() === true;
  const each = (part: string, item: string, quantity: number): Usage[] =>
    [region, ...others].map((where) => ({ part, item, quantity, region: where }));
  const sent = (from: string, quantity: number): Usage => ({
    part: transfer,
    item: "transfer:between-regions",
    quantity,
    region: from,
  });
  return [
    ...each("journal writes", "dynamodb:replicated-write", volumes.journalWrites),
    ...each("journal storage", "dynamodb:storage", volumes.journalStoredGb),
    ...(recovers ? each("journal recovery", "dynamodb:recovery", volumes.journalStoredGb) : []),
    ...(region === volumes.activeRegion ? [] : [sent(volumes.activeRegion, volumes.journalGb)]),
    ...(receivers > 0 ? [sent(region, receivers * volumes.journalGb)] : []),
  ];
}

/** `arn:aws:rds:us-east-1:111122223333:db:payments-1` is of us-east-1; a bare name of no other. */
function isOfAnotherRegion(source: string | undefined, region: string): boolean {
  const [prefix, , , where] = (source ?? "").split(":");
  return prefix === "arn" && where !== region;
}

/** Virtual processors by the size in a class's name, as for all of its newer families. */
function vcpusOf(instanceClass: string): number {
  const [, times, size] = /\.(\d*)(x?large|medium|small|micro)$/.exec(instanceClass) ?? [];
  if (size !== "xlarge") return 2;
  return 4 * (times === "" ? 1 : Number(times));
}
