// SPDX-License-Identifier: Apache-2.0
import type { CloudObject } from "../provider/cloud";
import type { ResourceType, Self } from "../provider/resource-type";
import { text, type Properties } from "../provider/values";
import { arn } from "./arn";
import { leftover } from "./leftovers";
import { clusterInstanceRules, clusterOf } from "./rds-cluster-instance-rules";
import { clusterArn, clusterInstanceToken, clusterRules, clusterToken } from "./rds-cluster-rules";
import { accountSuffix, hostedZone, managedSecrets } from "./rds-endpoints";
import { globalClusterToken, membersOf, withMembers } from "./rds-global";
import { rdsSource } from "./rds-rules";
import { zonesOf } from "./regions";

const clusterReplaceOn = [
  "availabilityZones",
  "clusterIdentifier",
  "clusterIdentifierPrefix",
  "clusterScalabilityType",
  "databaseName",
  "dbSubnetGroupName",
  "dbSystemId",
  "engine",
  "engineMode",
  "kmsKeyId",
  "masterUsername",
  "restoreToPointInTime",
  "s3Import",
  "snapshotIdentifier",
  "sourceRegion",
  "storageEncrypted",
];

const clusterDefaults: Properties = {
  applyImmediately: false,
  autoMinorVersionUpgrade: true,
  backupRetentionPeriod: 1,
  caCertificateIdentifier: "rds-ca-rsa2048-g1",
  copyTagsToSnapshot: false,
  databaseInsightsMode: "standard",
  deleteAutomatedBackups: true,
  deletionProtection: false,
  enableGlobalWriteForwarding: false,
  enableHttpEndpoint: false,
  enableLocalWriteForwarding: false,
  engineLifecycleSupport: "open-source-rds-extended-support",
  engineMode: "provisioned",
  iamRoles: [],
  monitoringInterval: 0,
  networkType: "IPV4",
  preferredBackupWindow: "03:00-03:30",
  preferredMaintenanceWindow: "sun:05:00-sun:05:30",
  skipFinalSnapshot: false,
  storageEncrypted: false,
  storageType: "",
  upgradeRolloutOrder: "second",
};

/** Aurora clusters and their instances. */
export const rdsClusters: readonly ResourceType[] = [
  {
    token: clusterToken,
    source: `${rdsSource}/cluster.go`,
    id: ({ inputs, unique }) => text(inputs, "clusterIdentifier") ?? `tf-${unique(26)}`,
    replaceOn: clusterReplaceOn,
    // Aurora changes its storage type in place; a Multi-AZ cluster can't.
    replaceWhen: (_, after) =>
      text(after, "engine")?.startsWith("aurora") === true ? [] : ["storageType"],
    defaults: clusterDefaults,
    outputs: clusterOutputs,
    writeOnly: ["masterPasswordWo"],
    rules: clusterRules,
    alters: membership,
    remains: finalSnapshot,
  },
  {
    token: clusterInstanceToken,
    source: `${rdsSource}/cluster_instance.go`,
    id: ({ inputs, unique }) => text(inputs, "identifier") ?? `tf-${unique(26)}`,
    replaceOn: [
      "availabilityZone",
      "clusterIdentifier",
      "customIamInstanceProfile",
      "dbSubnetGroupName",
      "engine",
      "identifier",
      "identifierPrefix",
    ],
    defaults: {
      applyImmediately: false,
      autoMinorVersionUpgrade: true,
      caCertIdentifier: "rds-ca-rsa2048-g1",
      copyTagsToSnapshot: false,
      forceDestroy: false,
      monitoringInterval: 0,
      networkType: "IPV4",
      performanceInsightsEnabled: false,
      preferredMaintenanceWindow: "sun:05:00-sun:05:30",
      promotionTier: 0,
      publiclyAccessible: false,
    },
    outputs: instanceOutputs,
    rules: clusterInstanceRules,
  },
];

function clusterOutputs(self: Self): Properties {
  const { inputs, id, region } = self;
  const postgres = text(inputs, "engine")?.includes("postgres") === true;
  const version = text(inputs, "engineVersion") ?? (postgres ? "17.7" : "8.0.mysql_aurora.3.10.1");
  return {
    allocatedStorage: 1,
    arn: clusterArn(self),
    availabilityZones: inputs.availabilityZones ?? zonesOf(region).slice(0, 3),
    caCertificateValidTill: "2061-05-25T22:34:57Z",
    clusterIdentifier: id,
    clusterMembers: instancesOf(self, id).map((instance) => instance.id),
    clusterResourceId: `cluster-${self.digest(26).toUpperCase()}`,
    databaseName: text(inputs, "databaseName") ?? "",
    dbClusterParameterGroupName:
      text(inputs, "dbClusterParameterGroupName") ?? `default.${text(inputs, "engine")}`,
    dbSubnetGroupName: text(inputs, "dbSubnetGroupName") ?? "default",
    endpoint: `${id}.cluster-${accountSuffix(self)}.${region}.rds.amazonaws.com`,
    engineVersion: version,
    engineVersionActual: version,
    hostedZoneId: hostedZone(self),
    kmsKeyId: text(inputs, "kmsKeyId") ?? "",
    masterUserSecrets: managedSecrets(self, "cluster"),
    masterUsername: text(inputs, "masterUsername") ?? "",
    port: inputs.port ?? (postgres ? 5432 : 3306),
    readerEndpoint: `${id}.cluster-ro-${accountSuffix(self)}.${region}.rds.amazonaws.com`,
  };
}

function instanceOutputs(self: Self): Properties {
  const { inputs, id, region } = self;
  const cluster = clusterOf(self);
  const of = (key: string): unknown => cluster?.computed[key] ?? cluster?.inputs[key];
  const siblings = instancesOf(self, text(inputs, "clusterIdentifier") ?? "");
  const known = self.cloud.find(clusterInstanceToken, id, region);
  return {
    arn: arn(self, "rds", `db:${id}`),
    availabilityZone: text(inputs, "availabilityZone") ?? zonesOf(region)[0],
    dbParameterGroupName: text(inputs, "dbParameterGroupName") ?? "",
    dbSubnetGroupName: text(inputs, "dbSubnetGroupName") ?? of("dbSubnetGroupName"),
    dbiResourceId: `db-${self.digest(26).toUpperCase()}`,
    endpoint: `${id}.${accountSuffix(self)}.${region}.rds.amazonaws.com`,
    engineVersion: text(inputs, "engineVersion") ?? of("engineVersion"),
    engineVersionActual: of("engineVersionActual"),
    identifier: id,
    kmsKeyId: of("kmsKeyId"),
    port: of("port"),
    preferredBackupWindow: of("preferredBackupWindow"),
    storageEncrypted: of("storageEncrypted"),
    // The first instance of a cluster writes; the others follow.
    writer: known?.computed.writer ?? siblings.length === 0,
  };
}

function instancesOf({ cloud, region }: Self, clusterIdentifier: string): CloudObject[] {
  return cloud
    .list(clusterInstanceToken, region)
    .filter((instance) => instance.inputs.clusterIdentifier === clusterIdentifier);
}

/** Joins the global database that the cluster names, the first as its writer; leaves the others. */
function membership(self: Self, call: "write" | "delete"): CloudObject[] {
  const own = clusterArn(self);
  const named = call === "write" ? text(self.inputs, "globalClusterIdentifier") : undefined;
  return self.cloud.list(globalClusterToken).flatMap((globalCluster) => {
    const members = membersOf(globalCluster);
    const others = members.filter(({ dbClusterArn }) => dbClusterArn !== own);
    const isMember = others.length < members.length;
    if (isMember === (globalCluster.id === named)) return [];
    const joined = { dbClusterArn: own, isWriter: members.length === 0 };
    return [withMembers(globalCluster, isMember ? others : [...members, joined])];
  });
}

function finalSnapshot(self: Self): CloudObject[] {
  const snapshot = text(self.inputs, "finalSnapshotIdentifier");
  if (self.inputs.skipFinalSnapshot === true || snapshot === undefined) return [];
  const inputs = { dbClusterIdentifier: self.id, kmsKeyId: self.inputs.kmsKeyId ?? "" };
  return [leftover(self, "rds/clusterSnapshot", snapshot, inputs)];
}
