// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";

import type { Given, RefusalCase } from "../../support/refusal-case";
import { deletedInUse, named, nameTaken, wrongArguments } from "../../support/refusal-shorthand";
import { subnetsOf } from "./networks";
import { keysOfTwoRegions } from "./keys";

const cache = "aws:elasticache/replicationGroup:ReplicationGroup";
const subnetGroup = "aws:elasticache/subnetGroup:SubnetGroup";
const parameterGroup = "aws:elasticache/parameterGroup:ParameterGroup";

const good = {
  description: "A cache",
  engine: "valkey",
  engineVersion: "8.1",
  nodeType: "cache.m7g.large",
  numCacheClusters: 2,
} satisfies aws.elasticache.ReplicationGroupArgs;

function makeCache(
  { aws, name }: Given,
  wrong: Partial<aws.elasticache.ReplicationGroupArgs>,
): void {
  new aws.elasticache.ReplicationGroup(`${name}-cache`, { ...good, ...wrong });
}

const token = "correct-horse-battery-staple";

const caches = wrongArguments<aws.elasticache.ReplicationGroupArgs>(cache, makeCache, [
  [
    "check InvalidParameterValue replicationGroupId",
    "a cache's name with an underscore",
    { replicationGroupId: "pay_cache" },
  ],
  ["check InvalidParameterValue engineVersion", "a patch of Valkey", { engineVersion: "8.1.2" }],
  [
    "check InvalidParameterValue maintenanceWindow",
    "maintenance on no day",
    { maintenanceWindow: "05:00-06:00" },
  ],
  [
    "check InvalidParameterValue snapshotRetentionLimit",
    "snapshots for a quarter",
    { snapshotRetentionLimit: 90 },
  ],
  ["create InvalidParameterValue port", "a cache at port 65536", { port: 65_536 }],
  [
    "write InvalidParameterValue securityGroupIds",
    "a cache behind a security group that isn't there",
    { securityGroupIds: ["sg-0123456789abcdef0"] },
  ],
  [
    "check InvalidParameterCombination automaticFailoverEnabled",
    "automatic failover with one node",
    { automaticFailoverEnabled: true, numCacheClusters: 1 },
  ],
  [
    "check InvalidParameterCombination multiAzEnabled",
    "several zones without automatic failover",
    { multiAzEnabled: true },
  ],
  [
    "check InvalidParameterCombination userGroupIds",
    "both a token and users",
    { authToken: token, transitEncryptionEnabled: true, userGroupIds: ["users"] },
  ],
  [
    "write InvalidParameterCombination transitEncryptionEnabled",
    "a token without TLS",
    { authToken: token },
  ],
  [
    "write InvalidParameterValue authToken",
    "a short token",
    { authToken: "swordfish", transitEncryptionEnabled: true },
  ],
  [
    "write InvalidParameterValue authTokenWo",
    "a token with a sign that AUTH doesn't take",
    { authTokenWo: `${token}@`, authTokenWoVersion: 1, transitEncryptionEnabled: true },
  ],
  [
    "create InvalidParameterCombination preferredCacheClusterAzs",
    "two nodes in three zones",
    { preferredCacheClusterAzs: ["us-east-1a", "us-east-1b", "us-east-1c"] },
  ],
  [
    "create InvalidParameterValue preferredCacheClusterAzs",
    "a node in another region's zone",
    { preferredCacheClusterAzs: ["us-east-1a", "eu-west-1b"] },
  ],
  [
    "write InvalidParameterValue nodeType",
    "a node type that is an instance type",
    { nodeType: "m7g.large" },
  ],
  [
    "write InvalidParameterValue engineVersion",
    "a version that Valkey hasn't",
    { engineVersion: "8.9" },
  ],
  [
    "write CacheSubnetGroupNotFoundFault subnetGroupName",
    "a subnet group that isn't there",
    { subnetGroupName: "nowhere" },
  ],
  [
    "write CacheParameterGroupNotFound parameterGroupName",
    "a parameter group that isn't there",
    { parameterGroupName: "nothing" },
  ],
]);

const subnetGroups = wrongArguments<aws.elasticache.SubnetGroupArgs>(
  subnetGroup,
  (given, wrong) => {
    const subnetIds = subnetsOf(given);
    new given.aws.elasticache.SubnetGroup(`${given.name}-group`, { subnetIds, ...wrong });
  },
  [
    [
      "write InvalidSubnet subnetIds",
      "a cache in a subnet that isn't there",
      { subnetIds: ["subnet-0123456789abcdef0"] },
    ],
  ],
);

const parameterGroups = wrongArguments<aws.elasticache.ParameterGroupArgs>(
  parameterGroup,
  ({ aws, name }, wrong) => {
    new aws.elasticache.ParameterGroup(`${name}-group`, { family: "valkey8", ...wrong });
  },
  [
    ["create InvalidParameterValue family", "a family of Valkey 12", { family: "valkey12" }],
    [
      "write InvalidParameterValue parameters",
      "an eviction that Redis doesn't know",
      { parameters: [{ name: "maxmemory-policy", value: "oldest" }] },
    ],
  ],
);

export const elasticache: readonly RefusalCase[] = [
  ...caches,
  ...subnetGroups,
  ...parameterGroups,
  {
    ...named("write InvalidSubnet subnetIds"),
    what: "a cache in subnets of two VPCs",
    token: subnetGroup,
    program: (given) => {
      const { aws, name, mistake } = given;
      const [one, two] = [subnetsOf(given), subnetsOf(given, ["a"], "other")];
      new aws.elasticache.SubnetGroup(`${name}-group`, {
        subnetIds: mistake ? [...one, ...two] : one,
      });
    },
  },
  {
    ...named("write InvalidParameterCombination parameterGroupName"),
    what: "a parameter group of another engine",
    token: cache,
    program: (given) => {
      const group = new given.aws.elasticache.ParameterGroup(`${given.name}-group`, {
        family: given.mistake ? "redis7" : "valkey8",
      });
      makeCache(given, { parameterGroupName: group.name });
    },
  },
  {
    ...named("write InvalidParameterValue kmsKeyId"),
    what: "a cache's key in another region",
    token: cache,
    program: (given) => {
      const { here, there } = keysOfTwoRegions(given);
      makeCache(given, {
        kmsKeyId: (given.mistake ? there : here).arn,
        atRestEncryptionEnabled: true,
      });
    },
  },
  {
    ...named("delete SnapshotAlreadyExistsFault finalSnapshotIdentifier"),
    what: "a last snapshot under the name of another one",
    token: cache,
    program: (given) => {
      const { aws, name, mistake } = given;
      if (mistake) return;
      for (const which of ["first", "second"]) {
        const finalSnapshotIdentifier = `${name}-final`;
        new aws.elasticache.ReplicationGroup(`${name}-${which}`, {
          ...good,
          finalSnapshotIdentifier,
        });
      }
    },
  },
  nameTaken(
    cache,
    "create ReplicationGroupAlreadyExists replicationGroupId",
    "a second cache of a name",
    ({ aws }, resource, name, options) =>
      new aws.elasticache.ReplicationGroup(
        resource,
        { ...good, replicationGroupId: name },
        options,
      ),
  ),
  nameTaken(
    parameterGroup,
    "create CacheParameterGroupAlreadyExists name",
    "a second parameter group of a name",
    ({ aws }, resource, name, options) =>
      new aws.elasticache.ParameterGroup(resource, { name, family: "valkey8" }, options),
  ),
  {
    ...named("create CacheSubnetGroupAlreadyExists name"),
    what: "a second subnet group of a name",
    token: subnetGroup,
    program: (given) => {
      const { aws, name, mistake } = given;
      const subnetIds = subnetsOf(given);
      const first = new aws.elasticache.SubnetGroup(`${name}-first`, { name, subnetIds });
      new aws.elasticache.SubnetGroup(
        `${name}-second`,
        { name: mistake ? name : `${name}-other`, subnetIds },
        { dependsOn: [first] },
      );
    },
  },
  deletedInUse(
    parameterGroup,
    "delete InvalidCacheParameterGroupState name",
    "the deletion of a cache's parameter group",
    ({ aws, name }) =>
      new aws.elasticache.ParameterGroup(`${name}-group`, { name, family: "valkey8" }),
    ({ aws, name }, options) =>
      new aws.elasticache.ReplicationGroup(
        `${name}-cache`,
        { ...good, parameterGroupName: name },
        options,
      ),
  ),
  {
    ...named("delete CacheSubnetGroupInUse name"),
    what: "the deletion of a cache's subnet group",
    token: subnetGroup,
    program: (given) => {
      const { aws, name, mistake } = given;
      const subnetIds = subnetsOf(given);
      const dependsOn = mistake
        ? []
        : [new aws.elasticache.SubnetGroup(`${name}-group`, { name, subnetIds })];
      new aws.elasticache.ReplicationGroup(
        `${name}-cache`,
        { ...good, subnetGroupName: name },
        { dependsOn },
      );
    },
  },
];
