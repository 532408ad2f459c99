// SPDX-License-Identifier: Apache-2.0
import { physicalName } from "../shared/naming";

/** What tells one database of an environment from another. */
export interface DatabaseIdentity {
  /** Name of the environment. */
  readonly environment: string;
  /** Counts rebuilds, from 1: a rebuilt cluster has a new identifier beside the old one's. */
  readonly generation: number;
}

/** What tells one member of a database from another. */
export interface DatabaseMemberIdentity extends DatabaseIdentity {
  /** AWS name of the member's region. */
  readonly region: string;
}

/** `production-payments-g1`: the same name in every region. */
export function globalClusterIdentifier({ environment, generation }: DatabaseIdentity): string {
  return physicalName("globalCluster", environment, "payments", `g${generation}`);
}

/** `production-payments-us-east-1-g1`: says where an endpoint leads without a look-up. */
export function clusterIdentifier(identity: DatabaseMemberIdentity): string {
  const { environment, region, generation } = identity;
  return physicalName("databaseCluster", environment, "payments", region, `g${generation}`);
}

/**
 * What CloudWatch knows a database by: the cluster, or each instance in order, the one that may
 * write first.
 */
export type DatabaseIdentifiers<Value> =
  | { readonly engine: "aurora-global"; readonly clusterIdentifier: Value }
  | { readonly engine: "rds"; readonly instanceIdentifiers: readonly Value[] };

/** `production-payments-us-east-1-g1-2`, the ordinal from 1. */
export function instanceIdentifier(identity: DatabaseMemberIdentity, ordinal: number): string {
  return physicalName("databaseInstance", clusterIdentifier(identity), String(ordinal));
}

/**
 * ARN of an instance, made from names alone: so a region's stack can name another region's instance
 * and needs nothing of that region.
 */
export function instanceArn(
  identity: DatabaseMemberIdentity & { readonly accountId: string },
  ordinal: number,
): string {
  const { accountId, region } = identity;
  return `arn:aws:rds:${region}:${accountId}:db:${instanceIdentifier(identity, ordinal)}`;
}
