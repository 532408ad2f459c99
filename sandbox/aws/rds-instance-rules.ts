// SPDX-License-Identifier: Apache-2.0
import type { Rule, Self } from "../provider/resource-type";
import { text } from "../provider/values";
import { clusterInstanceToken } from "./rds-cluster-rules";
import { identifierOf, instanceToken, sourceOf } from "./rds-replication";
import {
  classIsKnown,
  deletionProtected,
  keyIsThere,
  passwordIsLongEnough,
  rdsApi,
  rdsSource,
  securityGroupsAreThere,
  securityGroupsOfTheVpc,
  subnetGroupIsThere,
  versionIsKnown,
} from "./rds-rules";
import { storageRules } from "./rds-storage-rules";
import { backupRetention, instanceSettingRules, portOutOfRange } from "./rds-setting-rules";
import { mustExist } from "./rules";

const createInstance = `${rdsApi}/API_CreateDBInstance.html`;
const createReplica = `${rdsApi}/API_CreateDBInstanceReadReplica.html`;
const deleteInstance = `${rdsApi}/API_DeleteDBInstance.html`;
const provider = `${rdsSource}/instance.go`;
const parameterGroupToken = "aws:rds/parameterGroup:ParameterGroup";

function isReplica({ inputs }: Self): boolean {
  return inputs.replicateSourceDb !== undefined;
}

/** One name space for the instances of a region, in Aurora or not. */
export const identifierTaken: Rule = {
  code: "DBInstanceAlreadyExists",
  property: "identifier",
  stage: "create",
  source: createInstance,
  refuses: ({ inputs, region, cloud }) => {
    const wanted = text(inputs, "identifier");
    const taken = [instanceToken, clusterInstanceToken]
      .flatMap((token) => cloud.list(token, region))
      .some((object) => identifierOf(object) === wanted);
    return taken ? "DB Instance already exists" : undefined;
  },
};

/** The provider says this one itself, of two arguments of which one rules the other out. */
function conflicts(property: string, other: string): Rule {
  return {
    code: "ConflictsWith",
    property,
    stage: "check",
    source: provider,
    refuses: ({ inputs }) =>
      inputs[property] !== undefined && inputs[other] !== undefined
        ? `"${property}": conflicts with ${other}`
        : undefined,
  };
}

const sourceMissing: Rule = {
  code: "DBInstanceNotFound",
  property: "replicateSourceDb",
  stage: "create",
  source: createReplica,
  refuses: (self) =>
    isReplica(self) && sourceOf(self) === undefined
      ? `DBInstance ${text(self.inputs, "replicateSourceDb")} not found.`
      : undefined,
};

const sourceWithoutBackups: Rule = {
  code: "InvalidDBInstanceState",
  property: "replicateSourceDb",
  stage: "create",
  source: createReplica,
  refuses: (self) => {
    const source = sourceOf(self);
    const days = source?.inputs.backupRetentionPeriod ?? 0;
    return source !== undefined && days === 0
      ? "Automated backups are not enabled for this database instance. To enable automated backups, use ModifyDBInstance to set the backup retention period to a non-zero value."
      : undefined;
  },
};

/** AWS documents the limit; the wording of its refusal is the sandbox's own. */
const sourceWithManagedPassword: Rule = {
  code: "InvalidParameterCombination",
  property: "replicateSourceDb",
  stage: "create",
  source:
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html#rds-secrets-manager-limitations",
  refuses: (self) =>
    sourceOf(self)?.inputs.manageMasterUserPassword === true
      ? "A read replica can't be created of a DB instance whose master user password is managed in Secrets Manager"
      : undefined,
};

const encryptionOfAnotherRegion: Rule = {
  code: "InvalidParameterCombination",
  property: "kmsKeyId",
  stage: "create",
  source: createReplica,
  refuses: (self) => {
    const source = sourceOf(self);
    if (source === undefined || source.place === self.region) return undefined;
    const encrypted = source.inputs.storageEncrypted === true;
    const keyed = self.inputs.kmsKeyId !== undefined;
    if (encrypted && !keyed) {
      return "Cannot create a cross region unencrypted read replica from encrypted source.";
    }
    return keyed && !encrypted
      ? "Cannot create an encrypted read replica from an unencrypted source."
      : undefined;
  },
};

/** Where the source is named by its ARN, the provider's documentation allows the group. */
const subnetGroupBesideSource: Rule = {
  code: "DBSubnetGroupNotAllowedFault",
  property: "dbSubnetGroupName",
  stage: "create",
  source: createReplica,
  refuses: (self) =>
    self.inputs.dbSubnetGroupName !== undefined &&
    text(self.inputs, "replicateSourceDb")?.startsWith("arn:") === false
      ? "The DbSubnetGroupName should not be specified for read replicas that are in the same region as the source"
      : undefined,
};

const userNameMissing: Rule = {
  code: "InvalidParameterValue",
  property: "username",
  stage: "create",
  source: createInstance,
  refuses: (self) => {
    const { inputs } = self;
    const restored = inputs.snapshotIdentifier ?? inputs.restoreToPointInTime;
    const copies = isReplica(self) || restored !== undefined;
    return inputs.username !== undefined || copies
      ? undefined
      : "The parameter MasterUsername must be provided and must not be blank.";
  },
};

const zoneOfTwo: Rule = {
  code: "InvalidParameterCombination",
  property: "availabilityZone",
  stage: "write",
  source: createInstance,
  refuses: ({ inputs }) =>
    inputs.multiAz === true && inputs.availabilityZone !== undefined
      ? "Requesting a specific availability zone is not valid for Multi-AZ instances."
      : undefined,
};

const parameterGroupIsThere = mustExist(
  { code: "DBParameterGroupNotFound", property: "parameterGroupName", source: createInstance },
  {
    to: parameterGroupToken,
    known: /^default\./,
    says: (name) => `DBParameterGroup not found: ${name}`,
  },
);

const familyOfAnotherVersion: Rule = {
  code: "InvalidParameterCombination",
  property: "parameterGroupName",
  stage: "create",
  source: createInstance,
  refuses: ({ inputs, region, cloud }) => {
    const name = text(inputs, "parameterGroupName") ?? "";
    const family = text(cloud.find(parameterGroupToken, name, region)?.inputs ?? {}, "family");
    const [engine, version] = [text(inputs, "engine"), text(inputs, "engineVersion")];
    if (family === undefined || engine !== "postgres" || version === undefined) return undefined;
    const expected = `postgres${version.split(".")[0]}`;
    return family === expected
      ? undefined
      : `The parameter group ${name} with DBParameterGroupFamily ${family} can't be used for this instance. Please use a parameter group with DBParameterGroupFamily ${expected}`;
  },
};

/** The provider's own words, before it calls AWS: there is no such call. */
const anotherSource: Rule = {
  code: "InvalidParameterCombination",
  property: "replicateSourceDb",
  stage: "update",
  source: provider,
  refuses: ({ inputs, old }) => {
    const wanted = text(inputs, "replicateSourceDb");
    return wanted !== undefined && wanted !== text(old, "replicateSourceDb")
      ? "cannot elect new source database for replication"
      : undefined;
  },
};

const finalSnapshotOfReplica: Rule = {
  code: "InvalidParameterCombination",
  property: "skipFinalSnapshot",
  stage: "delete",
  source: deleteInstance,
  refuses: (self) =>
    isReplica(self) && self.inputs.skipFinalSnapshot !== true
      ? "FinalDBSnapshotIdentifier can not be specified when deleting a read replica"
      : undefined,
};

const finalSnapshotUnnamed: Rule = {
  code: "InvalidParameterCombination",
  property: "finalSnapshotIdentifier",
  stage: "delete",
  source: deleteInstance,
  refuses: ({ inputs }) =>
    inputs.skipFinalSnapshot !== true && inputs.finalSnapshotIdentifier === undefined
      ? "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified."
      : undefined,
};

const finalSnapshotExists: Rule = {
  code: "DBSnapshotAlreadyExists",
  property: "finalSnapshotIdentifier",
  stage: "delete",
  source: deleteInstance,
  refuses: ({ inputs, region, cloud }) => {
    const snapshot = text(inputs, "finalSnapshotIdentifier") ?? "";
    const known = cloud.find("leftover:rds/snapshot", snapshot, region);
    return inputs.skipFinalSnapshot !== true && known !== undefined
      ? `Cannot create the snapshot because a snapshot with the identifier ${snapshot} already exists.`
      : undefined;
  },
};

/** What RDS refuses of an instance outside of Aurora. */
export const instanceRules: readonly Rule[] = [
  conflicts("username", "replicateSourceDb"),
  conflicts("dbName", "replicateSourceDb"),
  conflicts("manageMasterUserPassword", "passwordWo"),
  backupRetention("instance.go", 0),
  ...instanceSettingRules,
  identifierTaken,
  portOutOfRange,
  sourceMissing,
  sourceWithoutBackups,
  sourceWithManagedPassword,
  encryptionOfAnotherRegion,
  keyIsThere(createReplica),
  subnetGroupBesideSource,
  subnetGroupIsThere(createInstance),
  securityGroupsAreThere(createInstance),
  securityGroupsOfTheVpc,
  userNameMissing,
  passwordIsLongEnough("passwordWo", createInstance),
  passwordIsLongEnough("password", createInstance),
  versionIsKnown,
  classIsKnown,
  zoneOfTwo,
  ...storageRules,
  parameterGroupIsThere,
  familyOfAnotherVersion,
  anotherSource,
  deletionProtected(deleteInstance, "DB Instance"),
  finalSnapshotOfReplica,
  finalSnapshotUnnamed,
  finalSnapshotExists,
];
