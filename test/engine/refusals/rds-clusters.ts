// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";

import type { Given, RefusalCase } from "../../support/refusal-case";
import { named, nameTaken, wrongArguments } from "../../support/refusal-shorthand";
import { subnetsOf } from "./networks";
import { keysOfTwoRegions } from "./keys";

const cluster = "aws:rds/cluster:Cluster";

const good = {
  engine: "aurora-postgresql",
  engineVersion: "17.7",
  masterUsername: "root",
  masterPassword: "long-enough",
  skipFinalSnapshot: true,
} as const satisfies aws.rds.ClusterArgs;

function makeCluster({ aws, name }: Given, more: Partial<aws.rds.ClusterArgs>): aws.rds.Cluster {
  const clusterIdentifier = `${name}-cluster`;
  return new aws.rds.Cluster(clusterIdentifier, { clusterIdentifier, ...good, ...more });
}

const clusters = wrongArguments<aws.rds.ClusterArgs>(cluster, makeCluster, [
  [
    "create GlobalClusterNotFoundFault globalClusterIdentifier",
    "a member of a global database that isn't there",
    { globalClusterIdentifier: "nowhere" },
  ],
  [
    "create InvalidParameterValue masterUsername",
    "a cluster without a user",
    { masterUsername: undefined },
  ],
  [
    "write InvalidParameterValue masterPassword",
    "a cluster's short password",
    { masterPassword: "short" },
  ],
  [
    "write InvalidParameterValue masterPasswordWo",
    "a cluster's short write-only password",
    { masterPassword: undefined, masterPasswordWo: "short", masterPasswordWoVersion: 1 },
  ],
  [
    "write InvalidParameterCombination engineVersion",
    "a version that Aurora hasn't",
    { engineVersion: "71.7" },
  ],
  [
    "write DBSubnetGroupNotFoundFault dbSubnetGroupName",
    "a cluster in a subnet group that isn't there",
    { dbSubnetGroupName: "nowhere" },
  ],
  [
    "write DBClusterParameterGroupNotFound dbClusterParameterGroupName",
    "a cluster's parameter group that isn't there",
    { dbClusterParameterGroupName: "nothing" },
  ],
  [
    "write InvalidParameterValue vpcSecurityGroupIds",
    "a cluster behind a security group that isn't there",
    { vpcSecurityGroupIds: ["sg-0123456789abcdef0"] },
  ],
]);

const references: readonly RefusalCase[] = [
  {
    ...named("write KMSKeyNotAccessibleFault kmsKeyId"),
    what: "a cluster's key in another region",
    token: cluster,
    program: (given) => {
      const { here, there } = keysOfTwoRegions(given);
      makeCluster(given, { storageEncrypted: true, kmsKeyId: (given.mistake ? there : here).arn });
    },
  },
  {
    ...named("write InvalidParameterCombination vpcSecurityGroupIds"),
    what: "a cluster behind a security group of another VPC",
    token: cluster,
    program: (given) => {
      const { aws, name, mistake } = given;
      const group = new aws.rds.SubnetGroup(`${name}-group`, { subnetIds: subnetsOf(given) });
      const other = new aws.ec2.Vpc(`${name}-other`, { cidrBlock: "10.2.0.0/16" });
      const vpcId = mistake ? other.id : group.vpcId;
      const clients = new aws.ec2.SecurityGroup(`${name}-clients`, { vpcId });
      makeCluster(given, { dbSubnetGroupName: group.name, vpcSecurityGroupIds: [clients.id] });
    },
  },
  nameTaken(
    cluster,
    "create DBClusterAlreadyExistsFault clusterIdentifier",
    "a second cluster of a name",
    ({ aws }, resource, clusterIdentifier, options) =>
      new aws.rds.Cluster(resource, { ...good, clusterIdentifier }, options),
  ),
];

const deletions: readonly RefusalCase[] = [
  {
    ...named("delete InvalidParameterCombination deletionProtection"),
    what: "the deletion of a protected cluster",
    token: cluster,
    program: (given) => {
      if (!given.mistake) makeCluster(given, { deletionProtection: true });
    },
  },
  {
    ...named("delete InvalidDBClusterStateFault clusterIdentifier"),
    what: "the deletion of a cluster with instances",
    token: cluster,
    program: (given) => {
      const { aws, name, mistake } = given;
      const dependsOn = mistake ? [] : [makeCluster(given, {})];
      new aws.rds.ClusterInstance(
        `${name}-instance`,
        {
          clusterIdentifier: `${name}-cluster`,
          engine: good.engine,
          instanceClass: "db.r7g.large",
        },
        { dependsOn },
      );
    },
  },
  {
    ...named("delete InvalidDBClusterStateFault globalClusterIdentifier"),
    what: "the deletion of a cluster in a global database that the program doesn't name",
    token: cluster,
    program: (given) => {
      const { aws, name, mistake } = given;
      if (mistake) return;
      const globalClusterIdentifier = `${name}-global`;
      new aws.rds.GlobalCluster(
        globalClusterIdentifier,
        { globalClusterIdentifier, sourceDbClusterIdentifier: makeCluster(given, {}).arn },
        { retainOnDelete: true },
      );
    },
  },
  {
    ...named("delete InvalidParameterCombination finalSnapshotIdentifier"),
    what: "a cluster's last snapshot without a name",
    token: cluster,
    program: (given) => {
      if (!given.mistake) makeCluster(given, { skipFinalSnapshot: false });
    },
  },
  {
    ...named("delete DBClusterSnapshotAlreadyExistsFault finalSnapshotIdentifier"),
    what: "a cluster's last snapshot under the name of another one",
    token: cluster,
    program: ({ aws, name, mistake }) => {
      if (mistake) return;
      const finalSnapshotIdentifier = `${name}-final`;
      for (const which of ["first", "second"]) {
        const final = { skipFinalSnapshot: false, finalSnapshotIdentifier };
        new aws.rds.Cluster(`${name}-${which}`, { ...good, ...final });
      }
    },
  },
];

export const rdsClusters: readonly RefusalCase[] = [...clusters, ...references, ...deletions];
