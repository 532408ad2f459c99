// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { serviceTrust } from "../shared/policy-document";
import { instanceIdentifier, type DatabaseMemberIdentity } from "./database-names";
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

const monitoringIntervalSeconds = 15;

/**
 * The certificate authority of the server certificates, named so that AWS's default can't change it.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.SSL.html
 */
const certificateAuthority = "rds-ca-rsa2048-g1";

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
    const role = this.createMonitoringRole(name);
    const permission = this.createMonitoringPermission(name, role);
    const instances = zonesInTurn(args.instances, args.availabilityZones).map((zone, index) =>
      this.createInstance(name, args, { ordinal: index + 1, zone, role, permission }),
    );
    this.instanceIdentifiers = instances.map((instance) => instance.identifier);
    this.registerOutputs({ instanceIdentifiers: this.instanceIdentifiers });
  }

  private createMonitoringRole(name: string): aws.iam.Role {
    return new aws.iam.Role(
      `${name}-monitoring-role`,
      {
        description: "Lets RDS write enhanced monitoring metrics",
        assumeRolePolicy: serviceTrust("monitoring.rds.amazonaws.com"),
      },
      { parent: this },
    );
  }

  private createMonitoringPermission(
    name: string,
    role: aws.iam.Role,
  ): aws.iam.RolePolicyAttachment {
    return new aws.iam.RolePolicyAttachment(
      `${name}-monitoring-permission`,
      {
        role: role.name,
        policyArn: "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
      },
      { parent: this },
    );
  }

  private createInstance(
    name: string,
    args: AuroraInstancesArgs,
    { ordinal, zone, role, permission }: InstanceParts,
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
        monitoringInterval: monitoringIntervalSeconds,
        monitoringRoleArn: role.arn,
        preferredMaintenanceWindow: args.maintenanceWindow,
      },
      // RDS checks while it creates an instance that the role may write metrics.
      { parent: this, dependsOn: [permission] },
    );
  }
}

interface InstanceParts {
  readonly ordinal: number;
  readonly zone: string;
  readonly role: aws.iam.Role;
  readonly permission: aws.iam.RolePolicyAttachment;
}
