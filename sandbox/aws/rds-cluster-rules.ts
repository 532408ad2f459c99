// SPDX-License-Identifier: Apache-2.0
import type { Rule, Self } from "../provider/resource-type";
import { text } from "../provider/values";
import { arn } from "./arn";
import { globalClusterOf, globalClusterToken, membersOf } from "./rds-global";
import {
  deletionProtected,
  keyIsThere,
  passwordIsLongEnough,
  rdsApi,
  securityGroupsAreThere,
  securityGroupsOfTheVpc,
  subnetGroupIsThere,
  versionIsKnown,
} from "./rds-rules";
import {
  backupRetention,
  insightsKeyIsThere,
  insightsRetention,
  portOutOfRange,
} from "./rds-setting-rules";
import { alreadyThere, mustExist } from "./rules";

export const clusterToken = "aws:rds/cluster:Cluster";
export const clusterInstanceToken = "aws:rds/clusterInstance:ClusterInstance";

const createCluster = `${rdsApi}/API_CreateDBCluster.html`;
const deleteCluster = `${rdsApi}/API_DeleteDBCluster.html`;

export function clusterArn(self: Self): string {
  return arn(self, "rds", `cluster:${self.id}`);
}

/** True for a cluster that is to join a global database which has a writer already. */
function joinsAsSecondary({ inputs, cloud }: Self): boolean {
  const identifier = text(inputs, "globalClusterIdentifier") ?? "";
  return membersOf(cloud.find(globalClusterToken, identifier, "global")).length > 0;
}

/** A secondary takes its users and its databases from the writer. */
function notForSecondaries(property: string, what: string): Rule {
  return {
    code: "InvalidParameterCombination",
    property,
    stage: "create",
    source: "https://github.com/cloudposse/terraform-aws-rds-cluster/issues/157",
    refuses: (self) =>
      self.inputs[property] !== undefined && joinsAsSecondary(self)
        ? `Cannot specify ${what} for cross region replication cluster`
        : undefined,
  };
}

const userNameMissing: Rule = {
  code: "InvalidParameterValue",
  property: "masterUsername",
  stage: "create",
  source: createCluster,
  refuses: (self) => {
    const { inputs } = self;
    const copies = [
      inputs.snapshotIdentifier,
      inputs.replicationSourceIdentifier,
      inputs.restoreToPointInTime,
    ].some((value) => value !== undefined);
    return inputs.masterUsername !== undefined || copies || joinsAsSecondary(self)
      ? undefined
      : "The parameter MasterUsername must be provided and must not be blank.";
  },
};

/** AWS documents the limit; the wording of its refusal is the sandbox's own. */
const managedPasswordInGlobalDatabase: Rule = {
  code: "InvalidParameterCombination",
  property: "manageMasterUserPassword",
  stage: "check",
  source:
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html#rds-secrets-manager-limitations",
  refuses: ({ inputs }) =>
    inputs.manageMasterUserPassword === true && inputs.globalClusterIdentifier !== undefined
      ? "ManageMasterUserPassword isn't supported for DB clusters that are part of an Aurora global database"
      : undefined,
};

const globalClusterMissing: Rule = {
  code: "GlobalClusterNotFoundFault",
  property: "globalClusterIdentifier",
  stage: "create",
  source: createCluster,
  refuses: ({ inputs, cloud }) => {
    const identifier = text(inputs, "globalClusterIdentifier");
    if (identifier === undefined) return undefined;
    return cloud.find(globalClusterToken, identifier, "global") === undefined
      ? `Global cluster ${identifier} not found`
      : undefined;
  },
};

/** AWS documents the order; the wording of its refusal is the sandbox's own. */
const writerWithoutInstance: Rule = {
  code: "InvalidGlobalClusterStateFault",
  property: "globalClusterIdentifier",
  stage: "create",
  source:
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-getting-started.html",
  refuses: ({ inputs, cloud }) => {
    const identifier = text(inputs, "globalClusterIdentifier") ?? "";
    const members = membersOf(cloud.find(globalClusterToken, identifier, "global"));
    const writer = members.find(({ isWriter }) => isWriter)?.dbClusterArn;
    // arn:aws:rds:<region>:<account>:cluster:<identifier>
    const [, , , place, , , name] = writer?.split(":") ?? [];
    const instances = cloud
      .list(clusterInstanceToken, place)
      .filter((instance) => instance.inputs.clusterIdentifier === name);
    return writer !== undefined && instances.length === 0
      ? `The primary DB cluster ${name} of global cluster ${identifier} has no DB instance; add one before a secondary DB cluster`
      : undefined;
  },
};

const encryptionOfAnotherRegion: Rule = {
  code: "InvalidParameterCombination",
  property: "kmsKeyId",
  stage: "create",
  source: createCluster,
  refuses: (self) =>
    self.inputs.storageEncrypted === true &&
    self.inputs.kmsKeyId === undefined &&
    joinsAsSecondary(self)
      ? "For encrypted cross-region replica, kmsKeyId should be explicitly specified"
      : undefined,
};

const parameterGroupIsThere = mustExist(
  {
    code: "DBClusterParameterGroupNotFound",
    property: "dbClusterParameterGroupName",
    source: createCluster,
  },
  {
    to: "aws:rds/clusterParameterGroup:ClusterParameterGroup",
    known: /^default\./,
    says: (name) => `DBClusterParameterGroup not found: ${name}`,
  },
);

const stillHasInstances: Rule = {
  code: "InvalidDBClusterStateFault",
  property: "clusterIdentifier",
  stage: "delete",
  source: deleteCluster,
  refuses: ({ id, region, cloud }) =>
    cloud
      .list(clusterInstanceToken, region)
      .some((instance) => instance.inputs.clusterIdentifier === id)
      ? "Cluster cannot be deleted, it still contains DB instances in non-deleting state."
      : undefined,
};

const writerOfOthers: Rule = {
  code: "InvalidGlobalClusterStateFault",
  property: "globalClusterIdentifier",
  stage: "delete",
  source: "https://github.com/hashicorp/terraform-provider-aws/issues/26236",
  refuses: (self) => {
    const members = membersOf(globalClusterOf(self.cloud, clusterArn(self)));
    const own = members.find((member) => member.dbClusterArn === clusterArn(self));
    return own?.isWriter === true && members.length > 1
      ? "Unable to delete cluster that is a primary member of global cluster while there are other global cluster members"
      : undefined;
  },
};

/** The provider takes a cluster out of its global database first, if the program names that. */
const memberUnknownToTheProgram: Rule = {
  code: "InvalidDBClusterStateFault",
  property: "globalClusterIdentifier",
  stage: "delete",
  source: "https://github.com/hashicorp/terraform-provider-aws/issues/8186",
  refuses: (self) =>
    self.inputs.globalClusterIdentifier === undefined &&
    globalClusterOf(self.cloud, clusterArn(self)) !== undefined
      ? "This cluster is a part of a global cluster, please remove it from globalcluster first"
      : undefined,
};

const finalSnapshotUnnamed: Rule = {
  code: "InvalidParameterCombination",
  property: "finalSnapshotIdentifier",
  stage: "delete",
  source: deleteCluster,
  refuses: ({ inputs }) =>
    inputs.skipFinalSnapshot !== true && inputs.finalSnapshotIdentifier === undefined
      ? "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified."
      : undefined,
};

const finalSnapshotExists: Rule = {
  code: "DBClusterSnapshotAlreadyExistsFault",
  property: "finalSnapshotIdentifier",
  stage: "delete",
  source: deleteCluster,
  refuses: ({ inputs, region, cloud }) => {
    const snapshot = text(inputs, "finalSnapshotIdentifier") ?? "";
    const known = cloud.find("leftover:rds/clusterSnapshot", snapshot, region);
    return inputs.skipFinalSnapshot !== true && known !== undefined
      ? `Cannot create the cluster snapshot because one with the identifier ${snapshot} already exists.`
      : undefined;
  },
};

/** What RDS refuses of a cluster. */
export const clusterRules: readonly Rule[] = [
  alreadyThere(clusterToken, "regional", {
    code: "DBClusterAlreadyExistsFault",
    property: "clusterIdentifier",
    source: createCluster,
  }),
  backupRetention("cluster.go", 1),
  insightsRetention,
  insightsKeyIsThere,
  portOutOfRange,
  globalClusterMissing,
  notForSecondaries("masterUsername", "user name"),
  notForSecondaries("masterPassword", "password"),
  notForSecondaries("masterPasswordWo", "password"),
  notForSecondaries("databaseName", "database name"),
  userNameMissing,
  managedPasswordInGlobalDatabase,
  writerWithoutInstance,
  encryptionOfAnotherRegion,
  keyIsThere(createCluster),
  subnetGroupIsThere(createCluster),
  securityGroupsAreThere(createCluster),
  securityGroupsOfTheVpc,
  parameterGroupIsThere,
  passwordIsLongEnough("masterPassword", createCluster),
  passwordIsLongEnough("masterPasswordWo", createCluster),
  versionIsKnown,
  deletionProtected(deleteCluster),
  stillHasInstances,
  writerOfOthers,
  memberUnknownToTheProgram,
  finalSnapshotUnnamed,
  finalSnapshotExists,
];
