// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface HostedZoneArgs {
  /** Name of the public zone, lower case, without a trailing dot: `example.com`. */
  readonly zone: string;
  /** `adopt` reads a zone that exists and is delegated; `create` makes one, not yet delegated. */
  readonly source: "adopt" | "create";
  /** Whether a created zone is protected from deletion. An adopted zone is never deleted. */
  readonly protect: boolean;
}

/**
 * The public hosted zone in which all records of the platform stand, read or made.
 *
 * Adopting is the usual case: a zone outlives the platform, and its delegation sits at a registrar
 * that Pulumi doesn't know. A created zone answers nobody until the registrar names its servers;
 * certificates in it wait for that. Deleting a zone takes every public name with it, so a created
 * one is protected and never deleted while it holds records.
 *
 * Accelerated recovery is on: the public DNS control plane lives in us-east-1, and with it edits
 * come back within about an hour of that region's loss. It has to be on before the event. The
 * failover itself never edits a record.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/accelerated-recovery.html
 * @example
 * new HostedZone("zone", { zone: "example.com", source: "adopt", protect: true });
 */
export class HostedZone extends pulumi.ComponentResource {
  /** Id of the zone. */
  public readonly zoneId: pulumi.Output<string>;
  /** Name of the zone, without a trailing dot. */
  public readonly zone: pulumi.Output<string>;
  /** Name servers to which the registrar must delegate the zone. */
  public readonly nameServers: pulumi.Output<string[]>;

  constructor(name: string, args: HostedZoneArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:edge:HostedZone", name, {}, opts);

    const { zoneId, nameServers } =
      args.source === "adopt" ? this.readZone(args) : this.createZone(name, args);

    this.zoneId = zoneId;
    this.zone = pulumi.output(args.zone);
    this.nameServers = nameServers;
    this.registerOutputs({
      zoneId: this.zoneId,
      zone: this.zone,
      nameServers: this.nameServers,
    });
  }

  private readZone(args: HostedZoneArgs): ZoneIdentity {
    const found = aws.route53.getZoneOutput(
      { name: args.zone, privateZone: false },
      { parent: this },
    );
    return {
      zoneId: found.zoneId,
      nameServers: found.apply(({ nameServers, enableAcceleratedRecovery }) => {
        if (enableAcceleratedRecovery === false) {
          void pulumi.log.warn(
            `zone ${args.zone} has no accelerated recovery; enable it before us-east-1 fails`,
            this,
          );
        }
        return nameServers;
      }),
    };
  }

  private createZone(name: string, args: HostedZoneArgs): ZoneIdentity {
    const zone = new aws.route53.Zone(
      `${name}-zone`,
      {
        name: args.zone,
        comment: "Public names of the payment platform",
        enableAcceleratedRecovery: true,
        forceDestroy: false,
        tags: { Name: args.zone },
      },
      { parent: this, protect: args.protect },
    );
    return { zoneId: zone.zoneId, nameServers: zone.nameServers };
  }
}

interface ZoneIdentity {
  readonly zoneId: pulumi.Output<string>;
  readonly nameServers: pulumi.Output<string[]>;
}
