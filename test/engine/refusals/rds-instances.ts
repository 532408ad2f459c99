// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { Given, RefusalCase } from "../../support/refusal-case";
import { named, nameTaken, wrongArguments } from "../../support/refusal-shorthand";
import { subnetsOf } from "./networks";
import { keysOfTwoRegions } from "./keys";

const instance = "aws:rds/instance:Instance";

const good = {
  engine: "postgres",
  engineVersion: "17.7",
  instanceClass: "db.m7g.large",
  allocatedStorage: 20,
  storageType: "gp3",
  username: "root",
  password: "long-enough",
  backupRetentionPeriod: 7,
  skipFinalSnapshot: true,
} satisfies aws.rds.InstanceArgs;

type Wrong = Partial<aws.rds.InstanceArgs>;

function makePrimary(
  { aws, name }: Given,
  wrong: Wrong,
  which = "db",
  options: pulumi.CustomResourceOptions = {},
): aws.rds.Instance {
  const identifier = `${name}-${which}`;
  return new aws.rds.Instance(identifier, { identifier, ...good, ...wrong }, options);
}

/** A replica beside its source, which is named by its identifier. */
function makeReader(given: Given, wrong: Wrong, source = makePrimary(given, {})): void {
  const { aws, name } = given;
  new aws.rds.Instance(`${name}-reader`, {
    identifier: `${name}-reader`,
    instanceClass: good.instanceClass,
    replicateSourceDb: source.identifier,
    skipFinalSnapshot: true,
    ...wrong,
  });
}

const primaries = wrongArguments<aws.rds.InstanceArgs>(instance, makePrimary, [
  [
    "check ConflictsWith manageMasterUserPassword",
    "a password that RDS and the program both keep",
    { manageMasterUserPassword: true, passwordWo: "long-enough", passwordWoVersion: 1 },
  ],
  ["create InvalidParameterValue username", "no user", { username: undefined }],
  ["write InvalidParameterValue password", "a short password", { password: "short" }],
  [
    "write InvalidParameterValue passwordWo",
    "a short write-only password",
    { password: undefined, passwordWo: "short", passwordWoVersion: 1 },
  ],
  [
    "write InvalidParameterCombination engineVersion",
    "a version that PostgreSQL hasn't",
    { engineVersion: "71.7" },
  ],
  [
    "write InvalidParameterValue instanceClass",
    "an instance class that is EC2's",
    { instanceClass: "m7g.large" },
  ],
  [
    "write InvalidParameterCombination availabilityZone",
    "a zone for what is in two",
    { multiAz: true, availabilityZone: "us-east-1a" },
  ],
  ["write InvalidParameterValue allocatedStorage", "5 GiB", { allocatedStorage: 5 }],
  [
    "write InvalidParameterCombination maxAllocatedStorage",
    "growth to less than there is",
    { maxAllocatedStorage: 10 },
  ],
  ["write InvalidParameterCombination iops", "IOPS on little storage", { iops: 4000 }],
  [
    "write DBSubnetGroupNotFoundFault dbSubnetGroupName",
    "a database in a subnet group that isn't there",
    { dbSubnetGroupName: "nowhere" },
  ],
  [
    "write InvalidParameterValue vpcSecurityGroupIds",
    "a database behind a security group that isn't there",
    { vpcSecurityGroupIds: ["sg-0123456789abcdef0"] },
  ],
  [
    "write DBParameterGroupNotFound parameterGroupName",
    "a database's parameter group that isn't there",
    { parameterGroupName: "nothing" },
  ],
]);

const readers = wrongArguments<aws.rds.InstanceArgs>(instance, makeReader, [
  ["check ConflictsWith username", "a replica with a user of its own", { username: "root" }],
  ["check ConflictsWith dbName", "a replica with a database of its own", { dbName: "payments" }],
  [
    "create DBInstanceNotFound replicateSourceDb",
    "a replica of nothing",
    { replicateSourceDb: "nothing" },
  ],
  [
    "create DBSubnetGroupNotAllowedFault dbSubnetGroupName",
    "a subnet group for a replica beside its source",
    { dbSubnetGroupName: "default" },
  ],
]);

const sources: readonly RefusalCase[] = [
  {
    ...named("create InvalidDBInstanceState replicateSourceDb"),
    what: "a replica of a source without backups",
    token: instance,
    program: (given) => {
      const wrong = given.mistake ? { backupRetentionPeriod: 0 } : {};
      makeReader(given, {}, makePrimary(given, wrong));
    },
  },
  {
    ...named("create InvalidParameterCombination replicateSourceDb"),
    what: "a replica of a source whose password RDS manages",
    token: instance,
    program: (given) => {
      const managed = { manageMasterUserPassword: true, password: undefined };
      makeReader(given, {}, makePrimary(given, given.mistake ? managed : {}));
    },
  },
  {
    ...named("create InvalidParameterCombination kmsKeyId"),
    what: "an encrypted source's replica in another region without a key of that region",
    token: instance,
    program: (given) => {
      const { aws, name, mistake } = given;
      const ireland = given.in("eu-west-1");
      const key = new aws.kms.Key(`${name}-there`, {}, ireland);
      const source = makePrimary(given, { storageEncrypted: true });
      new aws.rds.Instance(
        `${name}-replica`,
        {
          instanceClass: good.instanceClass,
          replicateSourceDb: source.arn,
          skipFinalSnapshot: true,
          ...(mistake ? {} : { kmsKeyId: key.arn }),
        },
        ireland,
      );
    },
  },
];

const combinations: readonly RefusalCase[] = [
  {
    ...named("write KMSKeyNotAccessibleFault kmsKeyId"),
    what: "a database's key in another region",
    token: instance,
    program: (given) => {
      const { here, there } = keysOfTwoRegions(given);
      makePrimary(given, { storageEncrypted: true, kmsKeyId: (given.mistake ? there : here).arn });
    },
  },
  {
    ...named("create InvalidParameterCombination parameterGroupName"),
    what: "a database with the settings of another version",
    token: instance,
    program: (given) => {
      const family = given.mistake ? "postgres16" : "postgres17";
      const group = new given.aws.rds.ParameterGroup(`${given.name}-group`, { family });
      makePrimary(given, { parameterGroupName: group.name });
    },
  },
  {
    ...named("write InvalidParameterCombination vpcSecurityGroupIds"),
    what: "a database behind a security group of another VPC",
    token: instance,
    program: (given) => {
      const { aws, name, mistake } = given;
      const group = new aws.rds.SubnetGroup(`${name}-group`, { subnetIds: subnetsOf(given) });
      const other = new aws.ec2.Vpc(`${name}-other`, { cidrBlock: "10.2.0.0/16" });
      const vpcId = mistake ? other.id : group.vpcId;
      const clients = new aws.ec2.SecurityGroup(`${name}-clients`, { vpcId });
      makePrimary(given, { dbSubnetGroupName: group.name, vpcSecurityGroupIds: [clients.id] });
    },
  },
  nameTaken(
    instance,
    "create DBInstanceAlreadyExists identifier",
    "a second database instance of a name",
    ({ aws }, resource, identifier, options) =>
      new aws.rds.Instance(resource, { ...good, identifier }, options),
  ),
];

const changes: readonly RefusalCase[] = [
  {
    ...named("update InvalidParameterCombination replicateSourceDb"),
    what: "another source for a replica",
    token: instance,
    program: (given) => {
      const [one, other] = [makePrimary(given, {}), makePrimary(given, {}, "other")];
      makeReader(given, {}, given.mistake ? other : one);
    },
  },
  {
    ...named("delete InvalidParameterCombination deletionProtection"),
    what: "the deletion of a protected database instance",
    token: instance,
    program: (given) => {
      if (!given.mistake) makePrimary(given, { deletionProtection: true });
    },
  },
  {
    ...named("delete InvalidParameterCombination skipFinalSnapshot"),
    what: "a last snapshot of a replica",
    token: instance,
    program: (given) => {
      const source = makePrimary(given, {});
      const finalSnapshotIdentifier = `${given.name}-final`;
      const asked = { skipFinalSnapshot: false, finalSnapshotIdentifier };
      if (!given.mistake) makeReader(given, asked, source);
    },
  },
  {
    ...named("delete InvalidParameterCombination finalSnapshotIdentifier"),
    what: "a last snapshot without a name",
    token: instance,
    program: (given) => {
      if (!given.mistake) makePrimary(given, { skipFinalSnapshot: false });
    },
  },
  {
    ...named("delete DBSnapshotAlreadyExists finalSnapshotIdentifier"),
    what: "a database's last snapshot under the name of another one",
    token: instance,
    program: (given) => {
      if (given.mistake) return;
      const final = {
        skipFinalSnapshot: false,
        finalSnapshotIdentifier: `${given.name}-final`,
      };
      for (const which of ["first", "second"]) makePrimary(given, final, which);
    },
  },
];

export const rdsInstances: readonly RefusalCase[] = [
  ...primaries,
  ...readers,
  ...sources,
  ...combinations,
  ...changes,
];
