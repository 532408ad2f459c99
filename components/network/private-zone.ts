// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** An internal load balancer that a name stands for. */
export interface AliasTarget {
  /** DNS name that AWS gave to the load balancer. */
  readonly dnsName: pulumi.Input<string>;
  /** Hosted zone of that DNS name, as the load balancer says. */
  readonly zoneId: pulumi.Input<string>;
}

export interface PrivateZoneArgs {
  /** AWS name of the region whose names the zone holds. */
  readonly region: string;
  /** Domain of the platform, whose `<region>.internal` part the zone is. */
  readonly domain: string;
  /** Id of the region's own VPC. */
  readonly vpcId: pulumi.Input<string>;
  /**
   * Internal load balancers by the first label of their name.
   * @default - no records
   */
  readonly loadBalancers?: Readonly<Record<string, AliasTarget>>;
}

/** Name of a region's private zone: `eu-west-1.internal.pay.example.com`. */
export function privateZoneName(region: string, domain: string): string {
  return `${region}.internal.${domain}`;
}

/**
 * The private names of one region, `<name>.<region>.internal.<domain>`.
 *
 * A zone per region, in the region's own stack, so that no name of one region depends on another.
 * Which other VPCs see it is the `global` stack's business (see PrivateZoneAssociation).
 *
 * Cost: 0.50 USD a month; queries for aliases of load balancers are free.
 *
 * @example
 * new PrivateZone("names", { region: "eu-west-1", domain: "pay.example.com", vpcId: vpc.vpcId });
 * // eu-west-1.internal.pay.example.com
 */
export class PrivateZone extends pulumi.ComponentResource {
  /** Id of the zone; what associations take. */
  public readonly zoneId: pulumi.Output<string>;
  /** Name of the zone: `eu-west-1.internal.pay.example.com`. */
  public readonly zoneName: string;

  constructor(name: string, args: PrivateZoneArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:network:PrivateZone", name, {}, opts);
    const zoneName = privateZoneName(args.region, args.domain);

    const zone = this.createZone(name, zoneName, args);
    for (const [label, target] of Object.entries(args.loadBalancers ?? {})) {
      this.createAlias(name, label, zone, zoneName, target);
    }

    this.zoneId = zone.zoneId;
    this.zoneName = zoneName;
    this.registerOutputs({ zoneId: this.zoneId, zoneName: this.zoneName });
  }

  private createZone(name: string, zoneName: string, args: PrivateZoneArgs): aws.route53.Zone {
    return new aws.route53.Zone(
      name,
      {
        name: zoneName,
        comment: `Private names of the platform in ${args.region}`,
        vpcs: [{ vpcId: args.vpcId, vpcRegion: args.region }],
        tags: { Name: zoneName },
      },
      {
        parent: this,
        // The zone reads every VPC that it is associated with. Those that the global stack adds
        // would look like drift here, and this stack would take them away again.
        // https://www.pulumi.com/registry/packages/aws/api-docs/route53/zoneassociation/
        ignoreChanges: ["vpcs"],
      },
    );
  }

  private createAlias(
    name: string,
    label: string,
    zone: aws.route53.Zone,
    zoneName: string,
    target: AliasTarget,
  ): void {
    new aws.route53.Record(
      `${name}-${label}`,
      {
        zoneId: zone.zoneId,
        name: `${label}.${zoneName}`,
        type: "A",
        // One record has no other to fall back on, so its target's health could decide nothing.
        aliases: [{ name: target.dnsName, zoneId: target.zoneId, evaluateTargetHealth: false }],
      },
      { parent: this },
    );
  }
}
