// SPDX-License-Identifier: Apache-2.0
import { valuesAt } from "./graph";
import type { Resource } from "./platform";

/** A type whose loss loses something, and how AWS itself is told to keep it. */
export interface StatefulType {
  readonly type: string;
  /** Inputs by path, in an environment that is protected; none where AWS has no such setting. */
  readonly keeps: Readonly<Record<string, unknown>>;
  /** The same inputs where nothing is protected. */
  readonly letsGo: Readonly<Record<string, unknown>>;
}

/** Every type of the platform that holds something which the program can't make again. */
export const statefulTypes: readonly StatefulType[] = [
  {
    type: "aws:dynamodb/table:Table",
    keeps: { deletionProtectionEnabled: true, "replicas[].deletionProtectionEnabled": true },
    letsGo: { deletionProtectionEnabled: false, "replicas[].deletionProtectionEnabled": false },
  },
  {
    type: "aws:ecr/repository:Repository",
    keeps: { forceDelete: false },
    letsGo: { forceDelete: true },
  },
  {
    // Sessions and idempotency keys are rebuilt from PostgreSQL, so there is no final snapshot.
    type: "aws:elasticache/replicationGroup:ReplicationGroup",
    keeps: {},
    letsGo: {},
  },
  {
    type: "aws:kms/key:Key",
    keeps: { deletionWindowInDays: 30 },
    letsGo: { deletionWindowInDays: 30 },
  },
  {
    type: "aws:lb/loadBalancer:LoadBalancer",
    keeps: { enableDeletionProtection: true },
    letsGo: { enableDeletionProtection: false },
  },
  {
    type: "aws:rds/cluster:Cluster",
    keeps: { deletionProtection: true },
    letsGo: { deletionProtection: false },
  },
  {
    type: "aws:rds/globalCluster:GlobalCluster",
    keeps: { deletionProtection: true },
    letsGo: { deletionProtection: false },
  },
  { type: "aws:s3/bucket:Bucket", keeps: { forceDestroy: false }, letsGo: { forceDestroy: true } },
  {
    type: "aws:secretsmanager/secret:Secret",
    keeps: { recoveryWindowInDays: 30 },
    letsGo: { recoveryWindowInDays: 0 },
  },
];

/** The inputs of a resource at the given paths, each once. */
export function inputsAt(resource: Resource, paths: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    paths.map((path) => {
      const values = valuesAt(resource.inputs, path);
      return [path, values.every((value) => value === values[0]) ? values[0] : values];
    }),
  );
}
