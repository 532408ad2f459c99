// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { instanceIdentifier, type DatabaseMemberIdentity } from "./database-names";
import { createEnhancedMonitoring, type EnhancedMonitoring } from "./enhanced-monitoring";
import { certificateAuthority } from "./postgres-parameters";
import { zonesInTurn } from "./zones";

/** What AuroraInstances needs. */
export interface AuroraInstancesArgs extends DatabaseMemberIdentity {
  /** Identifier of the cluster that they belong to. */
  readonly clusterIdentifier: pulumi.Input<string>;
  /** Subnet group of that cluster. */
  readonly subnetGroupName: pulumi.Input<string>;
  /** RDS instance class of every instance, such as `db.r7g.large`. */
  readonly instanceClass: string;
  /** How many instances. */
  readonly instances: number;
  /** Zones over which they are spread in turn, by name. */
  readonly availabilityZones: readonly string[];
  /** Weekly time for maintenance, UTC, `ddd:hh:mm-ddd:hh:mm`. */
  readonly maintenanceWindow: string;
}

/**
 * The instances of an Aurora cluster, spread over zones, with the role that RDS needs to report the
 * state of their operating system. None of them is the writer by name: any may become it.
 *
 * They are not protected: data is the cluster's, and the number of readers may go down.
 *
 * @example
 * new AuroraInstances("database-instances", {
 *   environment, region, generation, clusterIdentifier: cluster.id, subnetGroupName,
 *   instanceClass: "db.r7g.large", instances: 3, availabilityZones, maintenanceWindow,
 * }, { parent: this });
 */
export class AuroraInstances extends pulumi.ComponentResource {
  /** Identifiers of the instances, in order. */
  public readonly instanceIdentifiers: readonly pulumi.Output<string>[];

  constructor(name: string, args: AuroraInstancesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:data:AuroraInstances", name, {}, opts);
    const monitoring = createEnhancedMonitoring(name, this);
    const instances = zonesInTurn(args.instances, args.availabilityZones).map((zone, index) =>
      this.createInstance(name, args, { ordinal: index + 1, zone, monitoring }),
    );
    this.instanceIdentifiers = instances.map((instance) => instance.identifier);
    this.registerOutputs({ instanceIdentifiers: this.instanceIdentifiers });
  }

  private createInstance(
    name: string,
    args: AuroraInstancesArgs,
    { ordinal, zone, monitoring }: InstanceParts,
  ): aws.rds.ClusterInstance {
    return new aws.rds.ClusterInstance(
      `${name}-${ordinal}`,
      {
        identifier: instanceIdentifier(args, ordinal),
        clusterIdentifier: args.clusterIdentifier,
        engine: aws.rds.EngineType.AuroraPostgresql,
        instanceClass: args.instanceClass,
        availabilityZone: zone,
        dbSubnetGroupName: args.subnetGroupName,
        publiclyAccessible: false,
        // Equal for all: whichever instance writes, any other may take over.
        promotionTier: 1,
        caCertIdentifier: certificateAuthority,
        // Members on different versions can't be switched over; the global cluster upgrades all.
        autoMinorVersionUpgrade: false,
        monitoringInterval: monitoring.intervalSeconds,
        monitoringRoleArn: monitoring.role.arn,
        preferredMaintenanceWindow: args.maintenanceWindow,
      },
      { parent: this, dependsOn: [monitoring.permission] },
    );
  }
}

interface InstanceParts {
  readonly ordinal: number;
  readonly zone: string;
  readonly monitoring: EnhancedMonitoring;
}
