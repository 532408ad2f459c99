// SPDX-License-Identifier: Apache-2.0
import type { CloudObject } from "../provider/cloud";
import type { ResourceType, Self } from "../provider/resource-type";
import { text, texts, type Properties } from "../provider/values";
import { arn } from "./arn";
import { leftover } from "./leftovers";
import { accountSuffix, hostedZone, managedSecrets } from "./rds-endpoints";
import { instanceRules } from "./rds-instance-rules";
import {
  identifierOf,
  instanceToken,
  sourceOf,
  standalone,
  withTrueReplicas,
} from "./rds-replication";
import { rdsSource } from "./rds-rules";
import { zonesOf } from "./regions";
import { creationTime } from "./times";

/** Instances of RDS outside of Aurora: primaries and read replicas. */
export const rdsInstances: readonly ResourceType[] = [
  {
    token: instanceToken,
    source: `${rdsSource}/instance.go`,
    // RDS's resource id: the identifier can be changed in place.
    id: ({ unique }) => `db-${unique(26).toUpperCase()}`,
    replaceOn: [
      "availabilityZone",
      "backupTarget",
      "characterSetName",
      "customIamInstanceProfile",
      "dbName",
      "engine",
      "kmsKeyId",
      "ncharCharacterSetName",
      "restoreToPointInTime",
      "s3Import",
      "snapshotIdentifier",
      "storageEncrypted",
      "timezone",
      "username",
    ],
    defaults: {
      applyImmediately: false,
      autoMinorVersionUpgrade: true,
      copyTagsToSnapshot: false,
      deleteAutomatedBackups: true,
      monitoringInterval: 0,
      performanceInsightsEnabled: false,
      publiclyAccessible: false,
      skipFinalSnapshot: false,
    },
    outputs: instanceOutputs,
    writeOnly: ["passwordWo"],
    rules: instanceRules,
    alters: replication,
    remains: finalSnapshot,
  },
];

/** What a replica has from its source, unless it says otherwise. */
function instanceOutputs(self: Self): Properties {
  const { inputs, region } = self;
  const source = sourceOf(self);
  const given = (key: string, otherwise: unknown): unknown => inputs[key] ?? otherwise;
  const copied = (key: string, otherwise: unknown): unknown =>
    given(key, source?.inputs[key] ?? source?.computed[key] ?? otherwise);
  const identifier = given("identifier", `terraform-${self.digest(26)}`);
  const address = `${String(identifier)}.${accountSuffix(self)}.${region}.rds.amazonaws.com`;
  const port = copied("port", 5432);
  const version = copied("engineVersion", "17.7");
  const isGp3 = given("storageType", source?.inputs.storageType ?? "gp2") === "gp3";
  return {
    address,
    allocatedStorage: copied("allocatedStorage", 0),
    arn: arn(self, "rds", `db:${String(identifier)}`),
    availabilityZone: given("availabilityZone", zonesOf(region)[0]),
    backupRetentionPeriod: given("backupRetentionPeriod", 0),
    backupTarget: "region",
    backupWindow: given("backupWindow", "03:00-03:30"),
    caCertIdentifier: given("caCertIdentifier", "rds-ca-rsa2048-g1"),
    databaseInsightsMode: given("databaseInsightsMode", "standard"),
    dbName: copied("dbName", ""),
    dbSubnetGroupName: given("dbSubnetGroupName", besideSource(self, source) ?? "default"),
    endpoint: `${address}:${String(port)}`,
    engine: copied("engine", "postgres"),
    engineLifecycleSupport: given("engineLifecycleSupport", "open-source-rds-extended-support"),
    engineVersion: version,
    engineVersionActual: version,
    hostedZoneId: hostedZone(self),
    identifier,
    iops: given("iops", isGp3 ? 3000 : 0),
    kmsKeyId: copied("kmsKeyId", ""),
    latestRestorableTime: creationTime,
    licenseModel: given("licenseModel", "postgresql-license"),
    listenerEndpoints: [],
    maintenanceWindow: given("maintenanceWindow", "sun:05:00-sun:05:30"),
    masterUserSecrets: managedSecrets(self, "db"),
    multiAz: given("multiAz", false),
    networkType: given("networkType", "IPV4"),
    optionGroupName: given("optionGroupName", `default:postgres-${String(version).split(".")[0]}`),
    parameterGroupName: copied(
      "parameterGroupName",
      `default.postgres${String(version).split(".")[0]}`,
    ),
    port,
    replicas: texts(self.cloud.find(instanceToken, self.id, region)?.computed ?? {}, "replicas"),
    resourceId: self.id,
    status: "available",
    storageThroughput: given("storageThroughput", isGp3 ? 125 : 0),
    storageType: given("storageType", "gp2"),
    upgradeRolloutOrder: "second",
    username: copied("username", ""),
  };
}

/** Within a region a replica stands where its source does. */
function besideSource(self: Self, source: CloudObject | undefined): string | undefined {
  if (source?.place !== self.region) return undefined;
  return text(source.inputs, "dbSubnetGroupName") ?? text(source.computed, "dbSubnetGroupName");
}

/**
 * Keeps the sources' lists of replicas true. A source that is deleted leaves its replicas of the same
 * region standalone; those of other regions stop following and stay replicas.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.html
 */
function replication(self: Self, call: "write" | "delete"): CloudObject[] {
  const gone = text(self.inputs, "identifier");
  const left = self.cloud
    .list(instanceToken, self.region)
    .filter(({ inputs }) => call === "delete" && inputs.replicateSourceDb === gone)
    .map(standalone);
  const lists = withTrueReplicas(self.cloud).filter(
    (source) => !left.some((replica) => identifierOf(replica) === identifierOf(source)),
  );
  return [...left, ...lists];
}

function finalSnapshot(self: Self): CloudObject[] {
  const snapshot = text(self.inputs, "finalSnapshotIdentifier");
  if (self.inputs.skipFinalSnapshot === true || snapshot === undefined) return [];
  const inputs = {
    dbInstanceIdentifier: text(self.inputs, "identifier") ?? "",
    kmsKeyId: self.inputs.kmsKeyId ?? "",
  };
  return [leftover(self, "rds/snapshot", snapshot, inputs)];
}
