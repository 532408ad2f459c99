// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { physicalName } from "../shared/naming";
import { assertNoIssues } from "../shared/validation";
import { createAuroraCluster } from "./aurora-cluster";
import { ClientAccess } from "./client-access";
import { clusterIdentifier, type DatabaseIdentifiers } from "./database-names";
import type { PostgresDatabaseArgs } from "./postgres-database-args";
import { postgresDatabaseIssues } from "./postgres-database-issues";
import type { DatabaseOutputs, DatabasePlacement } from "./postgres-engine";
import { postgresPort } from "./postgres-parameters";
import { RdsInstances } from "./rds-instances";

/**
 * One region's PostgreSQL. The engine decides what it is: an Aurora cluster that is a member of a
 * GlobalDatabase, or instances of RDS for PostgreSQL of which the first is the primary or copies
 * another region's. Whether it writes or follows is decided at run time; the program is the same
 * either way, so a failover leaves no difference to apply. Every region has the same number of
 * instances, because the standby must carry the full load at once.
 *
 * Cost: instances dominate; three db.r7g.large are about $600 a month for each region. Blast radius:
 * this region's clients; within it, the loss of a zone costs a failover of half a minute (Aurora) to
 * two minutes (RDS).
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
export class PostgresDatabase extends pulumi.ComponentResource implements DatabaseOutputs {
  /** ARN of what a failover promotes: the regional cluster, or the first instance. */
  public readonly arn: pulumi.Output<string>;
  /** Identifier of what a failover promotes. */
  public readonly identifier: pulumi.Output<string>;
  /** Identifiers by which CloudWatch knows the database. */
  public readonly identifiers: DatabaseIdentifiers<pulumi.Output<string>>;
  /** Host name of this region's writer; of the writer-to-be while the region follows another. */
  public readonly endpoint: pulumi.Output<string>;
  /** Host names of this region's readers: Aurora's one that spreads connections, or each of RDS. */
  public readonly readerEndpoints: readonly pulumi.Output<string>[];
  /** Port of every instance. */
  public readonly port: number;
  /** Security group of the instances. */
  public readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: PostgresDatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:data:PostgresDatabase", name, {}, opts);
    assertNoIssues(this, postgresDatabaseIssues(args));
    const access = this.createAccess(name, args);
    const subnetGroup = this.createSubnetGroup(name, args);
    const outputs = this.createInstances(name, args, {
      subnetGroupName: subnetGroup.name,
      securityGroupId: access.securityGroupId,
    });
    this.arn = outputs.arn;
    this.identifier = outputs.identifier;
    this.identifiers = outputs.identifiers;
    this.endpoint = outputs.endpoint;
    this.readerEndpoints = outputs.readerEndpoints;
    this.port = postgresPort;
    this.securityGroupId = access.securityGroupId;
    this.registerOutputs({
      arn: this.arn,
      identifier: this.identifier,
      identifiers: this.identifiers,
      endpoint: this.endpoint,
      readerEndpoints: this.readerEndpoints,
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

  private createInstances(
    name: string,
    args: PostgresDatabaseArgs,
    placement: DatabasePlacement,
  ): DatabaseOutputs {
    switch (args.engine) {
      case "aurora-global":
        return createAuroraCluster(name, args, placement, this);
      case "rds":
        return new RdsInstances(`${name}-instance`, { ...args, ...placement }, { parent: this });
    }
  }
}
