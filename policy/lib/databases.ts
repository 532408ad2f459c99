// SPDX-License-Identifier: Apache-2.0
import type { Graph, Resource } from "./graph";
import { regionText } from "./parity";
import { regionOfArn } from "./region";
import type { Value } from "./value";

export const dbClusterType = "aws:rds/cluster:Cluster";
export const dbInstanceType = "aws:rds/instance:Instance";
export const globalClusterType = "aws:rds/globalCluster:GlobalCluster";

/** A database that takes writes, and what replicates from it. */
export interface Replicated {
  readonly writer: Resource;
  /** Instances or clusters, in any region. */
  readonly replicas: readonly Resource[];
}

/**
 * Whether a database takes writes by what it was created with: a replica names its source, and a
 * secondary of an Aurora global database has no user of its own.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-getting-started.html
 * @throws Undecidable
 */
export function takesWrites(database: Resource): boolean {
  const { type } = database;
  if (type === dbInstanceType) return !isNamed(database, "replicateSourceDb");
  if (isNamed(database, "replicationSourceIdentifier")) return false;
  return !isNamed(database, "globalClusterIdentifier") || isNamed(database, "masterUsername");
}

/** Every database of its own, with its replicas. @throws Undecidable */
export function replicatedDatabases(graph: Graph): Replicated[] {
  const databases = graph.ofType(dbClusterType, dbInstanceType);
  return databases.filter(takesWrites).map((writer) => ({
    writer,
    replicas: databases.filter((one) => one !== writer && writerOf(graph, one) === writer),
  }));
}

/** The replicas that stand in other regions than the writer. @throws Undecidable */
export function abroad({ writer, replicas }: Replicated): Resource[] {
  return replicas.filter((one) => regionText(one) !== regionText(writer));
}

/** What a replica's data comes from, over other replicas. @throws Undecidable */
function writerOf(graph: Graph, one: Resource, seen = new Set<Resource>()): Resource | undefined {
  if (takesWrites(one)) return one;
  if (seen.has(one)) return undefined;
  seen.add(one);
  const property =
    one.type === dbInstanceType ? "replicateSourceDb" : "replicationSourceIdentifier";
  const source = graph.referents(one.at(property), one.type)[0] ?? named(graph, one.at(property));
  if (source !== undefined) return writerOf(graph, source, seen);
  const id = one.at("globalClusterIdentifier").text();
  return graph
    .ofType(dbClusterType)
    .find((other) => takesWrites(other) && other.at("globalClusterIdentifier").text() === id);
}

/** The instance that an ARN names, which has no ARN itself before it exists. */
function named(graph: Graph, value: Value): Resource | undefined {
  const arn = value.text() ?? "";
  const identifier = arn.split(":").at(-1);
  return graph
    .ofType(dbInstanceType)
    .find(
      (one) => one.at("identifier").text() === identifier && regionText(one) === regionOfArn(arn),
    );
}

function isNamed(database: Resource, property: string): boolean {
  const value = database.at(property);
  if (!value.isKnown) return true;
  const text = value.text();
  return text !== undefined && text !== "";
}
