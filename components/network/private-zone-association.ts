// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface PrivateZoneAssociationArgs {
  /** Id of the private zone. */
  readonly zoneId: pulumi.Input<string>;
  /** Id of another region's VPC that may resolve the zone's names. */
  readonly vpcId: pulumi.Input<string>;
  /** AWS name of that VPC's region. */
  readonly vpcRegion: string;
}

/**
 * Lets another region's VPC resolve the names of a private zone.
 *
 * It belongs to the `global` stack, because it ties two regions together. Without it the names
 * don't exist for that VPC; the addresses behind them need the peering as well.
 *
 * @example
 * new PrivateZoneAssociation("names", { zoneId, vpcId: peerVpcId, vpcRegion: "us-east-1" });
 */
export class PrivateZoneAssociation extends pulumi.ComponentResource {
  /** Id of the association. */
  public readonly associationId: pulumi.Output<string>;

  constructor(
    name: string,
    args: PrivateZoneAssociationArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("payments:network:PrivateZoneAssociation", name, {}, opts);

    const association = this.createAssociation(name, args);

    this.associationId = association.id;
    this.registerOutputs({ associationId: this.associationId });
  }

  private createAssociation(
    name: string,
    args: PrivateZoneAssociationArgs,
  ): aws.route53.ZoneAssociation {
    return new aws.route53.ZoneAssociation(
      name,
      { zoneId: args.zoneId, vpcId: args.vpcId, vpcRegion: args.vpcRegion },
      { parent: this },
    );
  }
}
