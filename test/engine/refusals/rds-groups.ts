// SPDX-License-Identifier: Apache-2.0
import type { RefusalCase } from "../../support/refusal-case";
import { deletedInUse, named, nameTaken, wrongArguments } from "../../support/refusal-shorthand";
import { subnetsOf } from "./networks";

const subnetGroup = "aws:rds/subnetGroup:SubnetGroup";
const parameterGroup = "aws:rds/parameterGroup:ParameterGroup";
const clusterParameterGroup = "aws:rds/clusterParameterGroup:ClusterParameterGroup";
const cluster = {
  engine: "aurora-postgresql",
  masterUsername: "root",
  masterPassword: "long-enough",
  skipFinalSnapshot: true,
} as const;
const database = {
  engine: "postgres",
  engineVersion: "17.7",
  instanceClass: "db.m7g.large",
  allocatedStorage: 20,
  username: "root",
  password: "long-enough",
  skipFinalSnapshot: true,
} as const;

const subnetGroups: readonly RefusalCase[] = [
  {
    ...named("write DBSubnetGroupDoesNotCoverEnoughAZs subnetIds"),
    what: "a database in one zone's subnets",
    token: subnetGroup,
    program: (given) => {
      const subnetIds = subnetsOf(given, given.mistake ? ["a"] : ["a", "b"]);
      new given.aws.rds.SubnetGroup(`${given.name}-group`, { subnetIds });
    },
  },
  {
    ...named("write InvalidSubnet subnetIds"),
    what: "a database in subnets of two VPCs",
    token: subnetGroup,
    program: (given) => {
      const [one, two] = [subnetsOf(given), subnetsOf(given, ["c"], "other")];
      const subnetIds = given.mistake ? [...one, ...two] : one;
      new given.aws.rds.SubnetGroup(`${given.name}-group`, { subnetIds });
    },
  },
  {
    ...named("write InvalidSubnet subnetIds"),
    what: "a database in a subnet that isn't there",
    token: subnetGroup,
    program: (given) => {
      const nowhere = given.mistake ? ["subnet-0123456789abcdef0"] : [];
      const subnetIds = [...subnetsOf(given), ...nowhere];
      new given.aws.rds.SubnetGroup(`${given.name}-group`, { subnetIds });
    },
  },
  nameTaken(
    subnetGroup,
    "create DBSubnetGroupAlreadyExists name",
    "a second database subnet group of a name",
    (given, resource, name, options) => {
      const subnetIds = subnetsOf(given, ["a", "b"], resource.endsWith("first") ? "one" : "two");
      return new given.aws.rds.SubnetGroup(resource, { name, subnetIds }, options);
    },
  ),
  deletedInUse(
    subnetGroup,
    "delete InvalidDBSubnetGroupStateFault name",
    "the deletion of a subnet group that a database is in",
    (given) => {
      const name = `${given.name}-group`;
      return new given.aws.rds.SubnetGroup(name, { name, subnetIds: subnetsOf(given) });
    },
    ({ aws, name }, options) =>
      new aws.rds.Cluster(
        `${name}-cluster`,
        { ...cluster, dbSubnetGroupName: `${name}-group` },
        options,
      ),
  ),
];

const parameterGroups: readonly RefusalCase[] = [
  ...wrongArguments<{ readonly family: string }>(
    parameterGroup,
    ({ aws, name }, wrong) => {
      new aws.rds.ParameterGroup(`${name}-group`, { family: "postgres17", ...wrong });
    },
    [
      [
        "create InvalidParameterValue family",
        "a family of PostgreSQL 71",
        { family: "postgres71" },
      ],
    ],
  ),
  ...wrongArguments<{ readonly family: string }>(
    clusterParameterGroup,
    ({ aws, name }, wrong) => {
      const family = "aurora-postgresql17";
      new aws.rds.ClusterParameterGroup(`${name}-group`, { family, ...wrong });
    },
    [["create InvalidParameterValue family", "a family of Aurora 71", { family: "aurora71" }]],
  ),
  nameTaken(
    parameterGroup,
    "create DBParameterGroupAlreadyExists name",
    "a second parameter group of a name",
    ({ aws }, resource, name, options) =>
      new aws.rds.ParameterGroup(resource, { name, family: "postgres17" }, options),
  ),
  nameTaken(
    clusterParameterGroup,
    "create DBParameterGroupAlreadyExists name",
    "a second cluster parameter group of a name",
    ({ aws }, resource, name, options) =>
      new aws.rds.ClusterParameterGroup(resource, { name, family: "aurora-postgresql17" }, options),
  ),
  deletedInUse(
    parameterGroup,
    "delete InvalidDBParameterGroupState name",
    "the deletion of settings that an instance has",
    ({ aws, name }) =>
      new aws.rds.ParameterGroup(`${name}-group`, { name: `${name}-group`, family: "postgres17" }),
    ({ aws, name }, options) =>
      new aws.rds.Instance(
        `${name}-db`,
        { ...database, parameterGroupName: `${name}-group` },
        options,
      ),
  ),
  deletedInUse(
    clusterParameterGroup,
    "delete InvalidDBParameterGroupState name",
    "the deletion of settings that a cluster has",
    ({ aws, name }) =>
      new aws.rds.ClusterParameterGroup(`${name}-group`, {
        name: `${name}-group`,
        family: "aurora-postgresql17",
      }),
    ({ aws, name }, options) =>
      new aws.rds.Cluster(
        `${name}-cluster`,
        { ...cluster, dbClusterParameterGroupName: `${name}-group` },
        options,
      ),
  ),
];

export const rdsGroups: readonly RefusalCase[] = [...subnetGroups, ...parameterGroups];
