// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Issue } from "../shared/issues";
import { assertNoIssues } from "../shared/validation";
import { longAsns, shortAsns } from "./amazon-side-asn";
import { parseCidr } from "./cidr";
import { zoneSuffix } from "./subnet-plan";

export interface TransitGatewayArgs {
  /** Id of the VPC that is attached. */
  readonly vpcId: pulumi.Input<string>;
  /**
   * Ranges of the attachment's own subnets by availability zone, each a /28. Only zones named here
   * reach the gateway, so name every zone of the VPC.
   */
  readonly subnetCidrs: Readonly<Record<string, string>>;
  /**
   * Private autonomous system number of AWS's side, 64512 to 65534 or 4200000000 to 4294967294;
   * another than that of every gateway that this one may ever be peered with.
   */
  readonly amazonSideAsn: number;
}

/**
 * A region's transit gateway with its VPC attached: what peers, other VPCs, a VPN or a Direct Connect
 * gateway are joined to later, each as one more attachment.
 *
 * All attachments share one route table of its own. There is no default one: what joins whom is
 * written down, and an attachment that somebody adds by hand reaches nothing. The VPC's ranges get
 * into the table by propagation, a peer's as static routes: peerings propagate nothing.
 *
 * The attachment has subnets of its own, one per zone, whose route table sends nothing out.
 *
 * Cost: each attachment by the hour, and what it sends by the GB.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html
 * @example
 * const transit = new TransitGateway("transit", {
 *   vpcId: vpc.vpcId,
 *   subnetCidrs: vpc.transitCidrs,
 *   amazonSideAsn: amazonSideAsn("10.1.0.0/16"),
 * });
 */
export class TransitGateway extends pulumi.ComponentResource {
  /** Id of the gateway. */
  public readonly transitGatewayId: pulumi.Output<string>;
  /** Id of the VPC's attachment. */
  public readonly attachmentId: pulumi.Output<string>;
  /** Id of the gateway's route table; peerings associate with it, and add their routes to it. */
  public readonly routeTableId: pulumi.Output<string>;

  constructor(name: string, args: TransitGatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:network:TransitGateway", name, {}, opts);
    assertNoIssues(this, transitGatewayIssues(args));

    const gateway = this.createGateway(name, args);
    const subnets = this.createSubnets(name, args);
    const attachment = this.createAttachment(name, args, gateway, subnets);
    const routeTable = this.createRouteTable(name, gateway);
    this.route(name, attachment, routeTable);

    this.transitGatewayId = gateway.id;
    this.attachmentId = attachment.id;
    this.routeTableId = routeTable.id;
    this.registerOutputs({
      transitGatewayId: this.transitGatewayId,
      attachmentId: this.attachmentId,
      routeTableId: this.routeTableId,
    });
  }

  private createGateway(
    name: string,
    { amazonSideAsn }: TransitGatewayArgs,
  ): aws.ec2transitgateway.TransitGateway {
    return new aws.ec2transitgateway.TransitGateway(
      name,
      {
        description: "Joins this region's network to those of its peers",
        amazonSideAsn,
        autoAcceptSharedAttachments: "disable",
        defaultRouteTableAssociation: "disable",
        defaultRouteTablePropagation: "disable",
        dnsSupport: "enable",
        tags: { Name: name },
      },
      { parent: this },
    );
  }

  private createSubnets(
    name: string,
    { vpcId, subnetCidrs }: TransitGatewayArgs,
  ): aws.ec2.Subnet[] {
    const routeTable = new aws.ec2.RouteTable(
      `${name}-subnets`,
      { vpcId, tags: { Name: `${name}-subnets` } },
      { parent: this },
    );
    return Object.entries(subnetCidrs).map(([availabilityZone, cidrBlock]) => {
      const subnetName = `${name}-subnet-${zoneSuffix(availabilityZone)}`;
      const subnet = new aws.ec2.Subnet(
        subnetName,
        {
          vpcId,
          availabilityZone,
          cidrBlock,
          mapPublicIpOnLaunch: false,
          tags: { Name: subnetName },
        },
        { parent: this },
      );
      new aws.ec2.RouteTableAssociation(
        subnetName,
        { subnetId: subnet.id, routeTableId: routeTable.id },
        { parent: this },
      );
      return subnet;
    });
  }

  private createAttachment(
    name: string,
    { vpcId }: TransitGatewayArgs,
    gateway: aws.ec2transitgateway.TransitGateway,
    subnets: readonly aws.ec2.Subnet[],
  ): aws.ec2transitgateway.VpcAttachment {
    return new aws.ec2transitgateway.VpcAttachment(
      `${name}-vpc`,
      {
        transitGatewayId: gateway.id,
        vpcId,
        subnetIds: subnets.map(({ id }) => id),
        dnsSupport: "enable",
        ipv6Support: "disable",
        // For firewalls that must see both directions of a flow; here nothing inspects.
        applianceModeSupport: "disable",
        // The gateway has no default table; left out, the provider asks for an association with it.
        transitGatewayDefaultRouteTableAssociation: false,
        transitGatewayDefaultRouteTablePropagation: false,
        tags: { Name: `${name}-vpc` },
      },
      { parent: this },
    );
  }

  private createRouteTable(
    name: string,
    gateway: aws.ec2transitgateway.TransitGateway,
  ): aws.ec2transitgateway.RouteTable {
    return new aws.ec2transitgateway.RouteTable(
      `${name}-routes`,
      { transitGatewayId: gateway.id, tags: { Name: `${name}-routes` } },
      { parent: this },
    );
  }

  /** Lets the VPC send by the table, and be sent to: both of its ranges, and later ones. */
  private route(
    name: string,
    attachment: aws.ec2transitgateway.VpcAttachment,
    routeTable: aws.ec2transitgateway.RouteTable,
  ): void {
    const both = {
      transitGatewayAttachmentId: attachment.id,
      transitGatewayRouteTableId: routeTable.id,
    };
    new aws.ec2transitgateway.RouteTableAssociation(`${name}-vpc`, both, { parent: this });
    new aws.ec2transitgateway.RouteTablePropagation(`${name}-vpc`, both, { parent: this });
  }
}

function transitGatewayIssues({ amazonSideAsn, subnetCidrs }: TransitGatewayArgs): Issue[] {
  const allowed = [shortAsns, longAsns].some(
    ({ first, last }) =>
      Number.isInteger(amazonSideAsn) && amazonSideAsn >= first && amazonSideAsn <= last,
  );
  const asn = {
    path: "amazonSideAsn",
    problem: `must be a private number, ${shortAsns.first} to ${shortAsns.last} or ${longAsns.first} to ${longAsns.last}`,
    got: amazonSideAsn,
    fix: "choose one that no other gateway has",
  };
  const noZone = {
    path: "subnetCidrs",
    problem: "is empty",
    fix: "name a range for every zone of the VPC",
  };
  return [
    ...(allowed ? [] : [asn]),
    ...(Object.keys(subnetCidrs).length === 0 ? [noZone] : []),
    ...Object.entries(subnetCidrs).flatMap(([zone, got]) => {
      const parsed = parseCidr(got);
      const path = `subnetCidrs["${zone}"]`;
      return parsed.ok ? [] : [{ path, problem: parsed.problem, got, fix: parsed.fix }];
    }),
  ];
}
