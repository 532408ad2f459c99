// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { physicalName } from "../shared/naming";
import { AuroraInstances } from "./aurora-instances";
import { clusterIdentifier } from "./database-names";
import { defaults, type AuroraDatabaseArgs } from "./postgres-database-args";
import type { DatabaseOutputs, DatabasePlacement } from "./postgres-engine";
import {
  logRetentionDays,
  longestBackupRetentionDays,
  parameterFamily,
  postgresParameters,
  postgresPort,
} from "./postgres-parameters";

/**
 * What `advanced` insights need at least.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DatabaseInsights.Considerations.html
 */
const advancedInsightsRetentionDays = 465;

/**
 * What decides nothing once the cluster exists. After a switchover or a failover the members have
 * swapped places, and a difference in any of these would replace a cluster that holds payments.
 */
const fixedAtCreation = [
  // AWS sets it on whichever member is not the writer.
  "replicationSourceIdentifier",
  // An update of it removes the member from the global database.
  "globalClusterIdentifier",
  // Where the writer was then; it may be here now.
  "sourceRegion",
  // The founding cluster's own; it keeps them as a replica, where AWS refuses a change of them.
  // A password is changed in the database, in the region that writes, not here.
  "databaseName",
  "masterUsername",
  "masterPasswordWo",
  "masterPasswordWoVersion",
  // The global cluster upgrades its members in the order that AWS demands.
  "engineVersion",
];

/** Makes the regional member of an Aurora global database, as children of the database. */
export function createAuroraCluster(
  name: string,
  args: AuroraDatabaseArgs,
  placement: DatabasePlacement,
  parent: pulumi.ComponentResource,
): DatabaseOutputs {
  const parameterGroup = createParameterGroup(name, args, parent);
  const logGroup = createLogGroup(name, args, parent);
  const cluster = createCluster(name, args, { placement, parameterGroup, logGroup, parent });
  new AuroraInstances(
    `${name}-instance`,
    {
      environment: args.environment,
      region: args.region,
      generation: args.generation,
      clusterIdentifier: cluster.id,
      subnetGroupName: placement.subnetGroupName,
      instanceClass: args.instanceClass,
      instances: args.instances,
      availabilityZones: args.availabilityZones,
      maintenanceWindow: args.maintenanceWindow ?? defaults.maintenanceWindow,
    },
    { parent },
  );
  return {
    arn: cluster.arn,
    identifier: cluster.clusterIdentifier,
    identifiers: { engine: "aurora-global", clusterIdentifier: cluster.clusterIdentifier },
    endpoint: cluster.endpoint,
    readerEndpoints: [cluster.readerEndpoint],
  };
}

function createParameterGroup(
  name: string,
  args: AuroraDatabaseArgs,
  parent: pulumi.ComponentResource,
): aws.rds.ClusterParameterGroup {
  const family = parameterFamily(args.engine, args.engineVersion);
  return new aws.rds.ClusterParameterGroup(
    `${name}-parameter-group`,
    {
      // The family is in the name: a major upgrade makes the new group before the old one goes.
      name: physicalName("databaseParameterGroup", clusterIdentifier(args), family),
      description: "Settings of the payment platform's PostgreSQL",
      family,
      parameters: postgresParameters.map((parameter) => ({ ...parameter })),
    },
    { parent },
  );
}

/** Made before RDS makes it: RDS would leave it without our key, and keep it for ever. */
function createLogGroup(
  name: string,
  args: AuroraDatabaseArgs,
  parent: pulumi.ComponentResource,
): aws.cloudwatch.LogGroup {
  const identifier = clusterIdentifier(args);
  return new aws.cloudwatch.LogGroup(
    `${name}-log-group`,
    {
      name: physicalName("logGroup", `/aws/rds/cluster/${identifier}/postgresql`),
      kmsKeyId: args.logsKmsKeyArn,
      retentionInDays: logRetentionDays,
    },
    { parent },
  );
}

interface ClusterParts {
  readonly placement: DatabasePlacement;
  readonly parameterGroup: aws.rds.ClusterParameterGroup;
  readonly logGroup: aws.cloudwatch.LogGroup;
  readonly parent: pulumi.ComponentResource;
}

function createCluster(
  name: string,
  args: AuroraDatabaseArgs,
  { placement, parameterGroup, logGroup, parent }: ClusterParts,
): aws.rds.Cluster {
  const identifier = clusterIdentifier(args);
  return new aws.rds.Cluster(
    `${name}-cluster`,
    {
      ...creationArgs(args),
      clusterIdentifier: identifier,
      globalClusterIdentifier: args.globalClusterIdentifier,
      engine: aws.rds.EngineType.AuroraPostgresql,
      engineVersion: args.engineVersion,
      port: postgresPort,
      dbSubnetGroupName: placement.subnetGroupName,
      dbClusterParameterGroupName: parameterGroup.name,
      vpcSecurityGroupIds: [placement.securityGroupId],
      storageEncrypted: true,
      kmsKeyId: args.kmsKeyArn,
      iamDatabaseAuthenticationEnabled: true,
      backupRetentionPeriod: longestBackupRetentionDays,
      preferredBackupWindow: args.backupWindow ?? defaults.backupWindow,
      preferredMaintenanceWindow: args.maintenanceWindow ?? defaults.maintenanceWindow,
      copyTagsToSnapshot: true,
      enabledCloudwatchLogsExports: ["postgresql"],
      databaseInsightsMode: "advanced",
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: args.kmsKeyArn,
      performanceInsightsRetentionPeriod: advancedInsightsRetentionDays,
      deletionProtection: args.protect,
      deleteAutomatedBackups: !args.keepBackups,
      skipFinalSnapshot: !args.keepBackups,
      finalSnapshotIdentifier: physicalName("finalSnapshot", identifier, "final"),
    },
    {
      parent,
      protect: args.protect,
      ignoreChanges: fixedAtCreation,
      // No value of the log group is used, yet it must be there before RDS writes to it.
      dependsOn: [logGroup],
    },
  );
}

/** What AWS takes from one role only, and refuses from the other. */
function creationArgs(args: AuroraDatabaseArgs): Partial<aws.rds.ClusterArgs> {
  switch (args.role) {
    case "founding":
      return {
        databaseName: args.databaseName,
        masterUsername: args.masterUsername,
        // Write-only, and not RDS's own: members of a global database can't have a managed password.
        masterPasswordWo: args.masterPassword,
        masterPasswordWoVersion: 1,
      };
    case "member":
      // The provider signs a request to the source's region with it: encrypted storage needs that.
      return { sourceRegion: args.sourceRegion };
  }
}
