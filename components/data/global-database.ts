// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { globalClusterIdentifier } from "./database-names";

/** What a GlobalDatabase needs. */
export interface GlobalDatabaseArgs {
  /** Name of the environment, the first part of the identifier. */
  readonly environment: string;
  /** Counts rebuilds of the whole database, from 1; part of the identifier. */
  readonly generation: number;
  /** Aurora PostgreSQL version of all members, such as `17.7`. Raising it upgrades every member. */
  readonly engineVersion: pulumi.Input<string>;
  /** Name of the database that the founding member is created with. */
  readonly databaseName: pulumi.Input<string>;
  /** Whether Pulumi and AWS refuse to delete it. */
  readonly protect: boolean;
}

/**
 * The Aurora Global Database that the regional clusters join: it holds no data and has no endpoint.
 * It stands apart from them because it must outlive any one region: a failover moves the writer
 * among its members and leaves this resource as it is. Replication between the members is
 * asynchronous, so it gives a recovery time, never a recovery point of zero; the journal does that.
 *
 * Blast radius: deleting it detaches every member. It costs nothing by itself; replicated writes do.
 *
 * @example
 * new GlobalDatabase("database", {
 *   environment: "production", generation: 1, engineVersion: "17.7", databaseName: "payments",
 *   protect: true,
 * });
 */
export class GlobalDatabase extends pulumi.ComponentResource {
  /** What members name to join. */
  public readonly globalClusterIdentifier: pulumi.Output<string>;
  /** ARN of the global database; it names no region. */
  public readonly globalClusterArn: pulumi.Output<string>;

  constructor(name: string, args: GlobalDatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:data:GlobalDatabase", name, {}, opts);
    const cluster = this.createGlobalCluster(name, args);
    this.globalClusterIdentifier = cluster.globalClusterIdentifier;
    this.globalClusterArn = cluster.arn;
    this.registerOutputs({
      globalClusterIdentifier: this.globalClusterIdentifier,
      globalClusterArn: this.globalClusterArn,
    });
  }

  private createGlobalCluster(name: string, args: GlobalDatabaseArgs): aws.rds.GlobalCluster {
    return new aws.rds.GlobalCluster(
      `${name}-global-cluster`,
      {
        globalClusterIdentifier: globalClusterIdentifier(args),
        engine: "aurora-postgresql",
        engineVersion: args.engineVersion,
        databaseName: args.databaseName,
        storageEncrypted: true,
        deletionProtection: args.protect,
      },
      { parent: this, protect: args.protect },
    );
  }
}
