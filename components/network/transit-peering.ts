// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** One of the two transit gateways, and what is reached through it. */
export interface TransitEnd {
  /** AWS name of the region. */
  readonly region: string;
  /** Provider of that region. */
  readonly provider: aws.Provider;
  /** Id of the region's transit gateway. */
  readonly transitGatewayId: pulumi.Input<string>;
  /** The gateway's route table, which its VPC's attachment is associated with. */
  readonly routeTableId: pulumi.Input<string>;
  /** Ranges that the other end sends here: nodes' and pods'. */
  readonly cidrs: readonly string[];
}

export interface TransitPeeringArgs {
  /** The end that asks for the attachment. */
  readonly requester: TransitEnd;
  /** The end that accepts it. */
  readonly accepter: TransitEnd;
}

/**
 * A peering of two regions' transit gateways, with the static routes of both directions: a peering
 * propagates nothing. It serves RegionPeering, which checks the ends and routes the VPCs.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html
 * @example
 * new TransitPeering("peering-transit", {
 *   requester: { region: "us-east-1", provider: usEast1, transitGatewayId, routeTableId, cidrs },
 *   accepter: { region: "eu-west-1", provider: euWest1, ... },
 * });
 */
export class TransitPeering extends pulumi.ComponentResource {
  /** Id of the peering attachment, known once it is accepted. */
  public readonly attachmentId: pulumi.Output<string>;

  constructor(name: string, args: TransitPeeringArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:network:TransitPeering", name, {}, opts);
    const { requester, accepter } = args;

    const request = this.createRequest(name, args);
    const acceptance = this.createAcceptance(name, accepter, request);
    // Each end by the id that its own region gave. A request can't be routed to before it is
    // accepted. https://github.com/hashicorp/terraform-provider-aws/issues/14228
    this.route(name, "requester", requester, accepter.cidrs, request.id, acceptance);
    this.route(name, "accepter", accepter, requester.cidrs, acceptance.id, acceptance);

    this.attachmentId = acceptance.id;
    this.registerOutputs({ attachmentId: this.attachmentId });
  }

  private createRequest(
    name: string,
    { requester, accepter }: TransitPeeringArgs,
  ): aws.ec2transitgateway.PeeringAttachment {
    return new aws.ec2transitgateway.PeeringAttachment(
      name,
      {
        transitGatewayId: requester.transitGatewayId,
        peerTransitGatewayId: accepter.transitGatewayId,
        peerRegion: accepter.region,
        tags: { Name: `${requester.region} to ${accepter.region}` },
      },
      { parent: this, provider: requester.provider },
    );
  }

  private createAcceptance(
    name: string,
    accepter: TransitEnd,
    request: aws.ec2transitgateway.PeeringAttachment,
  ): aws.ec2transitgateway.PeeringAttachmentAccepter {
    return new aws.ec2transitgateway.PeeringAttachmentAccepter(
      `${name}-acceptance`,
      { transitGatewayAttachmentId: request.id, tags: { Name: `${name}-acceptance` } },
      { parent: this, provider: accepter.provider },
    );
  }

  /** Lets what comes over the peering find the end's VPC, and sends there what is for the other. */
  private route(
    name: string,
    role: "requester" | "accepter",
    { provider, region, routeTableId }: TransitEnd,
    destinations: readonly string[],
    transitGatewayAttachmentId: pulumi.Input<string>,
    acceptance: aws.ec2transitgateway.PeeringAttachmentAccepter,
  ): void {
    const opts = { parent: this, provider, dependsOn: [acceptance] };
    const both = { transitGatewayAttachmentId, transitGatewayRouteTableId: routeTableId };
    new aws.ec2transitgateway.RouteTableAssociation(`${name}-${role}`, both, opts);
    for (const destinationCidrBlock of destinations) {
      new aws.ec2transitgateway.Route(
        `${name}-${region}-to-${destinationCidrBlock.replace("/", "-")}`,
        { ...both, destinationCidrBlock },
        opts,
      );
    }
  }
}
