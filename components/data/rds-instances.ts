// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { physicalName } from "../shared/naming";
import { toGibibytes } from "../shared/units";
import { clusterIdentifier, instanceIdentifier, type DatabaseIdentifiers } from "./database-names";
import { createEnhancedMonitoring, type EnhancedMonitoring } from "./enhanced-monitoring";
import { defaults, type RdsDatabaseArgs } from "./postgres-database-args";
import type { DatabaseOutputs, DatabasePlacement } from "./postgres-engine";
import {
  certificateAuthority,
  logRetentionDays,
  longestBackupRetentionDays,
  parameterFamily,
  postgresParameters,
  postgresPort,
} from "./postgres-parameters";
import { zonesInTurn } from "./zones";

/** What RdsInstances need. */
export type RdsInstancesArgs = RdsDatabaseArgs & DatabasePlacement;

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Overview.cost.html */
const freeInsightsRetentionDays = 7;

/**
 * What decides nothing once an instance exists. A promotion ends a replica's replication for good,
 * and a difference in any of these would replace an instance that holds payments, or make the
 * provider ask for another source, which there is no call for.
 */
const fixedAtCreation = [
  // Gone after a promotion; the provider would refuse to set it again.
  "replicateSourceDb",
  // The primary's own; a replica has them from its source, and keeps them when it is promoted.
  // A password is changed in the database, in the region that writes, not here.
  "dbName",
  "username",
  "passwordWo",
  "passwordWoVersion",
  "engine",
  // A replica begins with its source's, and RDS enlarges it by itself.
  "allocatedStorage",
  // AWS has an order for upgrades over replicas and regions, and only a person knows where it is.
  "engineVersion",
];

/**
 * One region's instances of RDS for PostgreSQL. The first is the one that writes, or would: it is
 * Multi-AZ and keeps backups in either role, and while its region follows it copies another region's
 * first. The others copy the first of their own region: they are readers where the region writes,
 * and warm where it follows. A promotion of the first takes them along.
 *
 * Only the first is protected: the others hold nothing of their own, and their number may go down.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PostgreSQL.Replication.ReadReplicas.Cascading.html
 * @example
 * new RdsInstances("database-instance", { ...databaseArgs, subnetGroupName, securityGroupId },
 *   { parent: this });
 */
export class RdsInstances extends pulumi.ComponentResource implements DatabaseOutputs {
  /** ARN of the first instance. */
  public readonly arn: pulumi.Output<string>;
  /** Identifier of the first instance. */
  public readonly identifier: pulumi.Output<string>;
  /** Identifiers of all instances, the first one's first. */
  public readonly identifiers: DatabaseIdentifiers<pulumi.Output<string>>;
  /** Host name of the first instance. */
  public readonly endpoint: pulumi.Output<string>;
  /** Host names of the others. */
  public readonly readerEndpoints: readonly pulumi.Output<string>[];

  constructor(name: string, args: RdsInstancesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:data:RdsInstances", name, {}, opts);
    const monitoring = createEnhancedMonitoring(name, this);
    const parameterGroup = this.createParameterGroup(name, args);
    const parts = { monitoring, parameterGroup };
    const first = this.createFirst(name, args, parts);
    const readers = zonesInTurn(args.instances - 1, args.availabilityZones).map((zone, index) =>
      this.createReader(name, args, { ...parts, first, ordinal: index + 2, zone }),
    );
    this.arn = first.arn;
    this.identifier = first.identifier;
    this.identifiers = {
      engine: "rds",
      instanceIdentifiers: [first, ...readers].map(({ identifier }) => identifier),
    };
    this.endpoint = first.address;
    this.readerEndpoints = readers.map(({ address }) => address);
    this.registerOutputs({
      arn: this.arn,
      identifier: this.identifier,
      identifiers: this.identifiers,
      endpoint: this.endpoint,
      readerEndpoints: this.readerEndpoints,
    });
  }

  private createParameterGroup(name: string, args: RdsInstancesArgs): aws.rds.ParameterGroup {
    const family = parameterFamily(args.engine, args.engineVersion);
    return new aws.rds.ParameterGroup(
      `${name}-parameter-group`,
      {
        // The family is in the name: a major upgrade makes the new group before the old one goes.
        name: physicalName("databaseParameterGroup", clusterIdentifier(args), family),
        description: "Settings of the payment platform's PostgreSQL",
        family,
        parameters: postgresParameters.map((parameter) => ({ ...parameter })),
      },
      { parent: this },
    );
  }

  private createFirst(name: string, args: RdsInstancesArgs, parts: SharedParts): aws.rds.Instance {
    const identifier = instanceIdentifier(args, 1);
    return new aws.rds.Instance(
      `${name}-1`,
      {
        ...commonArgs(args, parts, 1),
        ...creationArgs(args),
        dbSubnetGroupName: args.subnetGroupName,
        // In both roles: after a promotion there is no time to become it.
        multiAz: true,
        // Also of a replica: its own replicas need a source with backups, and so will a promotion.
        backupRetentionPeriod: longestBackupRetentionDays,
        backupWindow: args.backupWindow ?? defaults.backupWindow,
        deletionProtection: args.protect,
        deleteAutomatedBackups: !args.keepBackups,
        finalSnapshotIdentifier: physicalName("finalSnapshot", identifier, "final"),
      },
      { ...this.optionsOf(name, args, parts, 1), protect: args.protect },
    );
  }

  private createReader(name: string, args: RdsInstancesArgs, parts: ReaderParts): aws.rds.Instance {
    return new aws.rds.Instance(
      `${name}-${parts.ordinal}`,
      {
        ...commonArgs(args, parts, parts.ordinal),
        // By identifier and without a subnet group: within a region it has its source's.
        replicateSourceDb: parts.first.identifier,
        availabilityZone: parts.zone,
        deletionProtection: false,
        skipFinalSnapshot: true,
      },
      this.optionsOf(name, args, parts, parts.ordinal),
    );
  }

  private optionsOf(
    name: string,
    args: RdsInstancesArgs,
    { monitoring }: SharedParts,
    ordinal: number,
  ): pulumi.CustomResourceOptions {
    return {
      parent: this,
      ignoreChanges: fixedAtCreation,
      // The provider would rename an instance, and a rebuild by a new generation has to be a new one.
      replaceOnChanges: ["identifier"],
      // No value of the log group is used, yet it must be there before RDS writes to it.
      dependsOn: [monitoring.permission, this.createLogGroup(name, args, ordinal)],
    };
  }

  /** Made before RDS makes it: RDS would leave it without our key, and keep it for ever. */
  private createLogGroup(
    name: string,
    args: RdsInstancesArgs,
    ordinal: number,
  ): aws.cloudwatch.LogGroup {
    const identifier = instanceIdentifier(args, ordinal);
    return new aws.cloudwatch.LogGroup(
      `${name}-log-group-${ordinal}`,
      {
        name: physicalName("logGroup", `/aws/rds/instance/${identifier}/postgresql`),
        kmsKeyId: args.logsKmsKeyArn,
        retentionInDays: logRetentionDays,
      },
      { parent: this },
    );
  }
}

interface SharedParts {
  readonly monitoring: EnhancedMonitoring;
  readonly parameterGroup: aws.rds.ParameterGroup;
}

interface ReaderParts extends SharedParts {
  readonly first: aws.rds.Instance;
  readonly ordinal: number;
  readonly zone: string;
}

/** What every instance of the region has, so that any of them can do the first one's work. */
function commonArgs(
  args: RdsInstancesArgs,
  { monitoring, parameterGroup }: SharedParts,
  ordinal: number,
) {
  return {
    identifier: instanceIdentifier(args, ordinal),
    instanceClass: args.instanceClass,
    storageType: aws.rds.StorageType.GP3,
    maxAllocatedStorage: toGibibytes(args.maximumStorage),
    storageEncrypted: true,
    kmsKeyId: args.kmsKeyArn,
    port: postgresPort,
    publiclyAccessible: false,
    vpcSecurityGroupIds: [args.securityGroupId],
    parameterGroupName: parameterGroup.name,
    iamDatabaseAuthenticationEnabled: true,
    caCertIdentifier: certificateAuthority,
    autoMinorVersionUpgrade: false,
    copyTagsToSnapshot: true,
    enabledCloudwatchLogsExports: ["postgresql"],
    performanceInsightsEnabled: true,
    performanceInsightsKmsKeyId: args.kmsKeyArn,
    performanceInsightsRetentionPeriod: freeInsightsRetentionDays,
    monitoringInterval: monitoring.intervalSeconds,
    monitoringRoleArn: monitoring.role.arn,
    maintenanceWindow: args.maintenanceWindow ?? defaults.maintenanceWindow,
  };
}

/** What AWS takes from one role only, and refuses from the other. */
function creationArgs(args: RdsInstancesArgs) {
  switch (args.role) {
    case "primary":
      return {
        engine: "postgres",
        engineVersion: args.engineVersion,
        allocatedStorage: toGibibytes(args.allocatedStorage),
        dbName: args.databaseName,
        username: args.masterUsername,
        // Write-only, and not RDS's own: a source of replicas can't have a managed password.
        passwordWo: args.masterPassword,
        passwordWoVersion: 1,
        skipFinalSnapshot: !args.keepBackups,
      };
    case "replica":
      // AWS takes no last snapshot of a replica, and refuses to delete one that asks for it.
      return { replicateSourceDb: args.sourceInstanceArn, skipFinalSnapshot: true };
  }
}
