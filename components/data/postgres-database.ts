// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { physicalName } from "../shared/naming";
import { assertNoIssues } from "../shared/validation";
import { AuroraInstances } from "./aurora-instances";
import { ClientAccess } from "./client-access";
import { clusterIdentifier } from "./database-names";
import { defaults, type PostgresDatabaseArgs } from "./postgres-database-args";
import { postgresDatabaseIssues } from "./postgres-database-issues";
import { auroraParameterFamily, postgresParameters } from "./postgres-parameters";

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html */
const longestBackupRetentionDays = 35;
/**
 * What `advanced` insights need at least.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DatabaseInsights.Considerations.html
 */
const advancedInsightsRetentionDays = 465;
const logRetentionDays = 90;
const postgresPort = 5432;

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

/**
 * One region's PostgreSQL: an Aurora cluster that is a member of a GlobalDatabase, with its
 * instances spread over the zones. Whether it writes or follows is decided at run time; the program
 * is the same either way, so a failover and the failback leave no difference to apply. Every region
 * has the same number of instances, because the standby must carry the full load at once.
 *
 * Cost: instances dominate; three db.r7g.large are about $600 a month for each region. Blast radius:
 * this region's clients; within it, the loss of a zone costs a failover of about half a minute.
 *
 * @example
 * new PostgresDatabase("database", {
 *   engine: "aurora-global", role: "member", sourceRegion: "us-east-1",
 *   environment: "production", region: "eu-west-1", generation: 1,
 *   globalClusterIdentifier, engineVersion: "17.7", instanceClass: "db.r7g.large", instances: 3,
 *   availabilityZones, vpcId, subnetIds, clientSecurityGroupIds: { pods: podGroupId },
 *   kmsKeyArn, logsKmsKeyArn, protect: true, keepBackups: true,
 * });
 */
export class PostgresDatabase extends pulumi.ComponentResource {
  /** ARN of the regional cluster. */
  public readonly clusterArn: pulumi.Output<string>;
  /** Identifier of the regional cluster. */
  public readonly clusterIdentifier: pulumi.Output<string>;
  /** Host name of this region's writer; inactive while the region follows another. */
  public readonly endpoint: pulumi.Output<string>;
  /** Host name that spreads connections over this region's readers. */
  public readonly readerEndpoint: pulumi.Output<string>;
  /** Port of every instance. */
  public readonly port: pulumi.Output<number>;
  /** Security group of the instances. */
  public readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: PostgresDatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:data:PostgresDatabase", name, {}, opts);
    assertNoIssues(this, postgresDatabaseIssues(args));
    const access = this.createAccess(name, args);
    const subnetGroup = this.createSubnetGroup(name, args);
    const parameterGroup = this.createParameterGroup(name, args);
    const logGroup = this.createLogGroup(name, args);
    const cluster = this.createCluster(name, args, {
      access,
      subnetGroup,
      parameterGroup,
      logGroup,
    });
    this.createInstances(name, args, cluster, subnetGroup);
    this.clusterArn = cluster.arn;
    this.clusterIdentifier = cluster.clusterIdentifier;
    this.endpoint = cluster.endpoint;
    this.readerEndpoint = cluster.readerEndpoint;
    this.port = cluster.port;
    this.securityGroupId = access.securityGroupId;
    this.registerOutputs({
      clusterArn: this.clusterArn,
      clusterIdentifier: this.clusterIdentifier,
      endpoint: this.endpoint,
      readerEndpoint: this.readerEndpoint,
      port: this.port,
      securityGroupId: this.securityGroupId,
    });
  }

  private createAccess(name: string, args: PostgresDatabaseArgs): ClientAccess {
    return new ClientAccess(
      `${name}-access`,
      {
        service: "PostgreSQL",
        port: postgresPort,
        vpcId: args.vpcId,
        clientSecurityGroupIds: args.clientSecurityGroupIds,
      },
      { parent: this },
    );
  }

  private createSubnetGroup(name: string, args: PostgresDatabaseArgs): aws.rds.SubnetGroup {
    return new aws.rds.SubnetGroup(
      `${name}-subnet-group`,
      {
        name: physicalName("databaseSubnetGroup", clusterIdentifier(args)),
        description: "Data subnets of the payment platform",
        subnetIds: [...args.subnetIds],
      },
      { parent: this },
    );
  }

  private createParameterGroup(
    name: string,
    args: PostgresDatabaseArgs,
  ): aws.rds.ClusterParameterGroup {
    const family = auroraParameterFamily(args.engineVersion);
    return new aws.rds.ClusterParameterGroup(
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

  /** Made before RDS makes it: RDS would leave it without our key, and keep it for ever. */
  private createLogGroup(name: string, args: PostgresDatabaseArgs): aws.cloudwatch.LogGroup {
    const identifier = clusterIdentifier(args);
    return new aws.cloudwatch.LogGroup(
      `${name}-log-group`,
      {
        name: physicalName("logGroup", `/aws/rds/cluster/${identifier}/postgresql`),
        kmsKeyId: args.logsKmsKeyArn,
        retentionInDays: logRetentionDays,
      },
      { parent: this },
    );
  }

  private createCluster(
    name: string,
    args: PostgresDatabaseArgs,
    parts: ClusterParts,
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
        dbSubnetGroupName: parts.subnetGroup.name,
        dbClusterParameterGroupName: parts.parameterGroup.name,
        vpcSecurityGroupIds: [parts.access.securityGroupId],
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
        parent: this,
        protect: args.protect,
        ignoreChanges: fixedAtCreation,
        // No value of the log group is used, yet it must be there before RDS writes to it.
        dependsOn: [parts.logGroup],
      },
    );
  }

  private createInstances(
    name: string,
    args: PostgresDatabaseArgs,
    cluster: aws.rds.Cluster,
    subnetGroup: aws.rds.SubnetGroup,
  ): void {
    new AuroraInstances(
      `${name}-instance`,
      {
        environment: args.environment,
        region: args.region,
        generation: args.generation,
        clusterIdentifier: cluster.id,
        subnetGroupName: subnetGroup.name,
        instanceClass: args.instanceClass,
        instances: args.instances,
        availabilityZones: args.availabilityZones,
        maintenanceWindow: args.maintenanceWindow ?? defaults.maintenanceWindow,
      },
      { parent: this },
    );
  }
}

interface ClusterParts {
  readonly access: ClientAccess;
  readonly subnetGroup: aws.rds.SubnetGroup;
  readonly parameterGroup: aws.rds.ClusterParameterGroup;
  readonly logGroup: aws.cloudwatch.LogGroup;
}

/** What AWS takes from one role only, and refuses from the other. */
function creationArgs(args: PostgresDatabaseArgs): Partial<aws.rds.ClusterArgs> {
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
