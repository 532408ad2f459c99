// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";

import type { Given, RefusalCase } from "../../support/refusal-case";
import { wrongArguments, type Wrong } from "../../support/refusal-shorthand";

const elsewhere = "arn:aws:kms:eu-west-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef";

interface Insights {
  performanceInsightsRetentionPeriod?: aws.rds.InstanceArgs["performanceInsightsRetentionPeriod"];
  performanceInsightsKmsKeyId?: aws.rds.InstanceArgs["performanceInsightsKmsKeyId"];
}

const insights: readonly Wrong<Insights>[] = [
  [
    "check InvalidParameterValue performanceInsightsRetentionPeriod",
    "query statistics for ten days",
    { performanceInsightsRetentionPeriod: 10 },
  ],
  [
    "write KMSKeyNotAccessibleFault performanceInsightsKmsKeyId",
    "query statistics under another region's key",
    { performanceInsightsKmsKeyId: elsewhere },
  ],
];

type Settings = Insights & Pick<aws.rds.InstanceArgs, "monitoringInterval" | "monitoringRoleArn">;

const settings: readonly Wrong<Settings & { availabilityZone?: string }>[] = [
  ...insights,
  [
    "check InvalidParameterValue monitoringInterval",
    "the system's statistics every 20 seconds",
    { monitoringInterval: 20 },
  ],
  [
    "write InvalidParameterValue monitoringRoleArn",
    "the system's statistics by a role that isn't there",
    { monitoringRoleArn: "arn:aws:iam::111122223333:role/nobody" },
  ],
  [
    "create InvalidParameterValue availabilityZone",
    "an instance in another region's zone",
    { availabilityZone: "eu-west-1a" },
  ],
];

function makeCluster(
  { aws, name }: Given,
  wrong: Partial<aws.rds.ClusterArgs> = {},
): aws.rds.Cluster {
  return new aws.rds.Cluster(`${name}-cluster`, {
    clusterIdentifier: `${name}-cluster`,
    engine: "aurora-postgresql",
    masterUsername: "root",
    masterPassword: "long-enough",
    skipFinalSnapshot: true,
    ...wrong,
  });
}

const clusters = wrongArguments<aws.rds.ClusterArgs>(
  "aws:rds/cluster:Cluster",
  (given, wrong) => {
    makeCluster(given, wrong);
  },
  [
    ...insights,
    [
      "check InvalidParameterValue backupRetentionPeriod",
      "a cluster without backups",
      { backupRetentionPeriod: 0 },
    ],
    ["create InvalidParameterValue port", "a cluster at port 443", { port: 443 }],
  ],
);

const members = wrongArguments<aws.rds.ClusterInstanceArgs>(
  "aws:rds/clusterInstance:ClusterInstance",
  (given, wrong) => {
    const { aws, name } = given;
    const cluster = makeCluster(given);
    new aws.rds.ClusterInstance(`${name}-instance`, {
      identifier: `${name}-instance`,
      clusterIdentifier: cluster.clusterIdentifier,
      engine: "aurora-postgresql",
      instanceClass: "db.r7g.large",
      ...wrong,
    });
  },
  [
    ...settings,
    [
      "check InvalidParameterValue promotionTier",
      "an instance that is sixteenth in line",
      { promotionTier: 16 },
    ],
    [
      "write DBSubnetGroupNotFoundFault dbSubnetGroupName",
      "an Aurora instance in a subnet group that isn't there",
      { dbSubnetGroupName: "nowhere" },
    ],
  ],
);

const instances = wrongArguments<aws.rds.InstanceArgs>(
  "aws:rds/instance:Instance",
  ({ aws, name }, wrong) => {
    new aws.rds.Instance(`${name}-instance`, {
      identifier: `${name}-instance`,
      engine: "postgres",
      instanceClass: "db.m7g.large",
      allocatedStorage: 20,
      username: "root",
      password: "long-enough",
      skipFinalSnapshot: true,
      ...wrong,
    });
  },
  [
    ...settings,
    [
      "check InvalidParameterValue backupRetentionPeriod",
      "backups for six weeks",
      { backupRetentionPeriod: 42 },
    ],
    ["create InvalidParameterValue port", "an instance at port 443", { port: 443 }],
  ],
);

/** What RDS refuses of the settings that clusters and instances share. */
export const rdsSettings: readonly RefusalCase[] = [...clusters, ...members, ...instances];
