// SPDX-License-Identifier: Apache-2.0
import { changed, type Cloud, type CloudObject, type CloudReader } from "../provider/cloud";
import { text } from "../provider/values";
import { clusterToken } from "./rds-cluster-rules";
import { globalClusterToken, membersOf, withMembers, type Member } from "./rds-global";
import { identifierOf, instanceToken, standalone, withTrueReplicas } from "./rds-replication";

/** A database that follows another, and could be told to write. */
export interface Promotable {
  /** What it may be called: its identifier first, then its ARN and what stands for it. */
  readonly names: readonly string[];
  readonly region: string;
  /** Does what AWS does when it is promoted. Call it inside {@link Cloud.alone}. */
  readonly promote: (cloud: Cloud) => void;
}

/** Every database of the cloud that could be promoted, by name. */
export function promotables(cloud: CloudReader): Promotable[] {
  const all = [...cloud.list(globalClusterToken).flatMap(secondaries), ...replicas(cloud)];
  return all.sort((one, other) => (one.names[0] ?? "").localeCompare(other.names[0] ?? ""));
}

/** The regions in which a database takes writes: two after a promotion that left the old one alone. */
export function writingRegions(cloud: CloudReader): string[] {
  const writers = cloud
    .list(globalClusterToken)
    .flatMap(membersOf)
    .filter(({ isWriter }) => isWriter)
    .map(({ dbClusterArn }) => partsOf(dbClusterArn).region);
  const primaries = cloud
    .list(instanceToken)
    .filter(({ inputs }) => inputs.replicateSourceDb === undefined)
    .map(({ place }) => place);
  return [...new Set([...writers, ...primaries])];
}

/**
 * Writer and readers swap, by a switchover as by a failover.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html
 */
function secondaries(globalCluster: CloudObject): Promotable[] {
  const members = membersOf(globalCluster);
  const followers = members.filter(({ isWriter }) => !isWriter);
  return followers.map(({ dbClusterArn }) => {
    const { region, identifier } = partsOf(dbClusterArn);
    // Of two there is one that can be meant.
    const alias = followers.length === 1 ? [globalCluster.id] : [];
    return {
      names: [identifier, dbClusterArn, ...alias],
      region,
      promote: (cloud) => {
        const now = members.map((member) => ({
          ...member,
          isWriter: member.dbClusterArn === dbClusterArn,
        }));
        cloud.put(withMembers(globalCluster, now));
        for (const member of now) follow(cloud, member, dbClusterArn);
      },
    };
  });
}

/** AWS says of every member but the writer which one it follows. */
function follow(cloud: Cloud, { dbClusterArn, isWriter }: Member, writerArn: string): void {
  const { region, identifier } = partsOf(dbClusterArn);
  const cluster = cloud.find(clusterToken, identifier, region);
  if (cluster === undefined) return;
  cloud.put(changed(cluster, "replicationSourceIdentifier", isWriter ? undefined : writerArn));
}

/**
 * A replica becomes standalone, for good; its own replicas stay with it.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.Promote.html
 */
function replicas(cloud: CloudReader): Promotable[] {
  return cloud
    .list(instanceToken)
    .filter(({ inputs }) => inputs.replicateSourceDb !== undefined)
    .map((replica) => ({
      names: [identifierOf(replica), text(replica.computed, "arn") ?? "", replica.id],
      region: replica.place,
      promote: (target) => {
        target.put(standalone(replica));
        for (const source of withTrueReplicas(target)) target.put(source);
      },
    }));
}

function partsOf(arn: string): { readonly region: string; readonly identifier: string } {
  // arn:aws:rds:<region>:<account>:cluster:<identifier>
  const [, , , region = "", , , identifier = ""] = arn.split(":");
  return { region, identifier };
}
