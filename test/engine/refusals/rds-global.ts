// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { Given, RefusalCase } from "../../support/refusal-case";
import { named, nameTaken, wrongArguments } from "../../support/refusal-shorthand";

const cluster = "aws:rds/cluster:Cluster";
const instance = "aws:rds/clusterInstance:ClusterInstance";
const globalCluster = "aws:rds/globalCluster:GlobalCluster";
const engine = { engine: "aurora-postgresql", engineVersion: "17.7" } as const;

interface GlobalDatabase {
  readonly database: aws.rds.GlobalCluster;
  readonly writer: aws.rds.Cluster;
}

function makeDatabase({ aws, name }: Given): aws.rds.GlobalCluster {
  const globalClusterIdentifier = `${name}-global`;
  return new aws.rds.GlobalCluster(globalClusterIdentifier, { globalClusterIdentifier, ...engine });
}

function makeWriter(
  given: Given,
  more: Partial<aws.rds.ClusterArgs> = {},
  database = makeDatabase(given),
): GlobalDatabase {
  const { aws, name } = given;
  const writer = new aws.rds.Cluster(`${name}-writer`, {
    ...engine,
    clusterIdentifier: `${name}-writer`,
    globalClusterIdentifier: database.id,
    skipFinalSnapshot: true,
    masterUsername: "root",
    masterPassword: "long-enough",
    ...more,
  });
  return { database, writer };
}

function makeInstance(
  { aws, name }: Given,
  writer: aws.rds.Cluster,
  wrong: Partial<aws.rds.ClusterInstanceArgs> = {},
): aws.rds.ClusterInstance {
  return new aws.rds.ClusterInstance(`${name}-instance`, {
    identifier: `${name}-instance`,
    clusterIdentifier: writer.id,
    engine: engine.engine,
    instanceClass: "db.r7g.large",
    ...wrong,
  });
}

function makeSecondary(
  given: Given,
  { database }: Pick<GlobalDatabase, "database">,
  wrong: Partial<aws.rds.ClusterArgs>,
  dependsOn: readonly pulumi.Resource[],
): void {
  const { aws, name } = given;
  new aws.rds.Cluster(
    `${name}-secondary`,
    {
      ...engine,
      clusterIdentifier: `${name}-secondary`,
      globalClusterIdentifier: database.id,
      skipFinalSnapshot: true,
      ...wrong,
    },
    { ...given.in("eu-west-1"), dependsOn: [...dependsOn] },
  );
}

const secondaries = wrongArguments<aws.rds.ClusterArgs>(
  cluster,
  (given, wrong) => {
    const made = makeWriter(given);
    makeSecondary(given, made, wrong, [makeInstance(given, made.writer)]);
  },
  [
    [
      "create InvalidParameterCombination masterUsername",
      "a secondary database cluster with a user name",
      { masterUsername: "root" },
    ],
    [
      "create InvalidParameterCombination masterPassword",
      "a secondary database cluster with a password",
      { masterPassword: "long-enough" },
    ],
    [
      "create InvalidParameterCombination masterPasswordWo",
      "a secondary database cluster with a write-only password",
      { masterPasswordWo: "long-enough", masterPasswordWoVersion: 1 },
    ],
    [
      "create InvalidParameterCombination databaseName",
      "a secondary database cluster with a database",
      { databaseName: "payments" },
    ],
    [
      "create InvalidParameterCombination kmsKeyId",
      "an encrypted secondary database cluster without a key of its region",
      { storageEncrypted: true },
    ],
  ],
);

const members: readonly RefusalCase[] = [
  {
    ...named("create InvalidGlobalClusterStateFault globalClusterIdentifier"),
    what: "a secondary database cluster before the writer has an instance",
    token: cluster,
    program: (given) => {
      const made = makeWriter(given);
      const instances = given.mistake ? [] : [makeInstance(given, made.writer)];
      makeSecondary(given, made, {}, [made.writer, ...instances]);
    },
  },
  {
    ...named("delete InvalidGlobalClusterStateFault globalClusterIdentifier"),
    what: "the deletion of a writer that others follow",
    token: cluster,
    program: (given) => {
      const database = makeDatabase(given);
      const writer = given.mistake ? [] : [makeWriter(given, {}, database).writer];
      const instances = writer.map((one) => makeInstance(given, one));
      makeSecondary(given, { database }, {}, [...writer, ...instances]);
    },
  },
  {
    ...named("check InvalidParameterCombination manageMasterUserPassword"),
    what: "a managed master password on a member of a global database",
    token: cluster,
    program: (given) => {
      const managed = { manageMasterUserPassword: true, masterPassword: undefined };
      makeWriter(given, given.mistake ? managed : {});
    },
  },
];

const instances: readonly RefusalCase[] = [
  ...wrongArguments<aws.rds.ClusterInstanceArgs>(
    instance,
    (given, wrong) => {
      makeInstance(given, makeWriter(given).writer, wrong);
    },
    [
      [
        "create DBClusterNotFoundFault clusterIdentifier",
        "an instance of a cluster that isn't there",
        { clusterIdentifier: "nowhere" },
      ],
      [
        "create InvalidParameterCombination engine",
        "an instance of another engine than its cluster's",
        { engine: "aurora-mysql" },
      ],
      [
        "write InvalidParameterValue instanceClass",
        "an Aurora instance class that is EC2's",
        { instanceClass: "r7g.large" },
      ],
      [
        "write InvalidParameterCombination instanceClass",
        "a burstable instance in a global database",
        { instanceClass: "db.t4g.large" },
      ],
    ],
  ),
  {
    ...named("create DBInstanceAlreadyExists identifier"),
    what: "a second Aurora instance of a name",
    token: instance,
    program: (given) => {
      const { aws, name, mistake } = given;
      const first = makeInstance(given, makeWriter(given).writer);
      new aws.rds.ClusterInstance(`${name}-second`, {
        identifier: mistake ? first.identifier : `${name}-second`,
        clusterIdentifier: first.clusterIdentifier,
        engine: engine.engine,
        instanceClass: "db.r7g.large",
      });
    },
  },
];

const globalClusters: readonly RefusalCase[] = [
  nameTaken(
    globalCluster,
    "create GlobalClusterAlreadyExistsFault globalClusterIdentifier",
    "a second global database of a name",
    ({ aws }, resource, globalClusterIdentifier, options) =>
      new aws.rds.GlobalCluster(resource, { ...engine, globalClusterIdentifier }, options),
  ),
  {
    ...named("delete InvalidParameterCombination deletionProtection"),
    what: "the deletion of a protected global database",
    token: globalCluster,
    program: ({ aws, name, mistake }) => {
      if (mistake) return;
      new aws.rds.GlobalCluster(`${name}-global`, {
        globalClusterIdentifier: `${name}-global`,
        ...engine,
        deletionProtection: true,
      });
    },
  },
  {
    ...named("delete InvalidGlobalClusterStateFault globalClusterIdentifier"),
    what: "the deletion of a global database with members",
    token: globalCluster,
    program: (given) => {
      const { aws, name, mistake } = given;
      const globalClusterIdentifier = `${name}-global`;
      const dependsOn = mistake ? [] : [makeDatabase(given)];
      new aws.rds.Cluster(
        `${name}-writer`,
        {
          ...engine,
          globalClusterIdentifier,
          skipFinalSnapshot: true,
          masterUsername: "root",
          masterPassword: "long-enough",
        },
        { dependsOn },
      );
    },
  },
];

export const rdsGlobal: readonly RefusalCase[] = [
  ...secondaries,
  ...members,
  ...instances,
  ...globalClusters,
];
