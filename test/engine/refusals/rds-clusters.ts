// SPDX-License-Identifier: Apache-2.0
import type { RefusalCase } from "../../support/refusal-case";

const cluster = "aws:rds/cluster:Cluster";

export const rdsClusters: readonly RefusalCase[] = [
  {
    what: "a secondary database cluster with a user name",
    token: cluster,
    code: "InvalidParameterCombination",
    property: "masterUsername",
    stage: "create",
    program: (given) => {
      const { aws, name, mistake } = given;
      const database = new aws.rds.GlobalCluster(`${name}-global`, {
        globalClusterIdentifier: `${name}-global`,
        engine: "aurora-postgresql",
        engineVersion: "17.7",
      });
      const shared = {
        engine: "aurora-postgresql",
        engineVersion: "17.7",
        skipFinalSnapshot: true,
        globalClusterIdentifier: database.id,
      } as const;
      const user = { masterUsername: "root", masterPassword: "long-enough" };
      const writer = new aws.rds.Cluster(`${name}-writer`, {
        ...shared,
        ...user,
        clusterIdentifier: `${name}-writer`,
      });
      new aws.rds.Cluster(
        `${name}-reader`,
        {
          ...shared,
          ...(mistake ? { masterUsername: "root" } : {}),
          clusterIdentifier: `${name}-reader`,
        },
        { ...given.in("eu-west-1"), dependsOn: [writer] },
      );
    },
  },
  {
    what: "a managed master password on a member of a global database",
    token: cluster,
    code: "InvalidParameterCombination",
    property: "manageMasterUserPassword",
    stage: "check",
    program: ({ aws, name, mistake }) => {
      const database = new aws.rds.GlobalCluster(`${name}-global`, {
        globalClusterIdentifier: `${name}-global`,
        engine: "aurora-postgresql",
        engineVersion: "17.7",
      });
      new aws.rds.Cluster(`${name}-writer`, {
        engine: "aurora-postgresql",
        engineVersion: "17.7",
        skipFinalSnapshot: true,
        globalClusterIdentifier: database.id,
        masterUsername: "root",
        ...(mistake ? { manageMasterUserPassword: true } : { masterPassword: "long-enough" }),
      });
    },
  },
  {
    what: "the deletion of a protected cluster",
    token: cluster,
    code: "InvalidParameterCombination",
    property: "deletionProtection",
    stage: "delete",
    program: ({ aws, name, mistake }) => {
      if (mistake) return;
      new aws.rds.Cluster(`${name}-cluster`, {
        engine: "aurora-postgresql",
        clusterIdentifier: `${name}-cluster`,
        masterUsername: "root",
        masterPassword: "long-enough",
        skipFinalSnapshot: true,
        deletionProtection: true,
      });
    },
  },
];
