// SPDX-License-Identifier: Apache-2.0
import type { Topology } from "../../stacks/topology";
import { valuesAt } from "./graph";
import type { Resource } from "./platform";

/** A type whose loss loses something, and how AWS itself is told to keep it. */
export interface StatefulType {
  readonly type: string;
  /** Inputs by path, in an environment that is protected; none where AWS has no such setting. */
  readonly keeps: Readonly<Record<string, unknown>>;
  /** The same inputs where nothing is protected. */
  readonly letsGo: Readonly<Record<string, unknown>>;
  /** Which of the type hold something; @default - all */
  readonly holds?: (resource: Resource) => boolean;
}

/** Types that one engine of the database has and the other hasn't. */
const typesOfEngines: Readonly<Record<string, Topology["database"]["engine"]>> = {
  "aws:rds/cluster:Cluster": "aurora-global",
  "aws:rds/globalCluster:GlobalCluster": "aurora-global",
  "aws:rds/instance:Instance": "rds",
};

/** Whether an environment has resources of a type, as far as its database decides that. */
export function isOfEngine({ database }: Topology, type: string): boolean {
  return (typesOfEngines[type] ?? database.engine) === database.engine;
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
  {
    // The first of a region; the others copy it.
    type: "aws:rds/instance:Instance",
    keeps: { deletionProtection: true },
    letsGo: { deletionProtection: false },
    holds: ({ name }) => name.endsWith("-1"),
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
