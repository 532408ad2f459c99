// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { SubnetKind } from "./subnet-plan";

/** The subnets that every zone has. */
type ZoneSubnet = Exclude<SubnetKind, "transit">;

export interface VpcZoneArgs {
  /** Id of the VPC. */
  readonly vpcId: pulumi.Input<string>;
  /** Id of the VPC, known only once the VPC has its second range: the pods' subnet waits for it. */
  readonly podVpcId: pulumi.Input<string>;
  /** Name of the zone: `us-east-1a`. */
  readonly availabilityZone: string;
  /** Range of each of its subnets. */
  readonly cidrs: Readonly<Record<ZoneSubnet, string>>;
  /** The VPC's internet gateway; the NAT gateway works only behind it. */
  readonly internetGateway: aws.ec2.InternetGateway;
  /** Route table of all public subnets of the VPC, known once it leads to the internet. */
  readonly publicRouteTableId: pulumi.Input<string>;
  /** Route table of all data subnets of the VPC. */
  readonly dataRouteTableId: pulumi.Input<string>;
}

/**
 * One availability zone of a VPC: four subnets, a NAT gateway with an address of its own, and the
 * route table of what reaches out through it.
 *
 * Each zone stands alone, so that the loss of one takes no other zone's way out along. The price
 * is a NAT gateway and an address per zone; a region's default quota is five addresses, and the
 * load balancer needs three more, so the quota has to be raised first.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
 * @example
 * new VpcZone("vpc-zone-a", { availabilityZone: "eu-west-1a", cidrs, vpcId, ... }, { parent: vpc });
 */
export class VpcZone extends pulumi.ComponentResource {
  /** Name of the zone, as given. */
  public readonly availabilityZone: string;
  /** Id of the public subnet; like the others known once the subnet has its routes. */
  public readonly publicSubnetId: pulumi.Output<string>;
  /** Id of the subnet for nodes. */
  public readonly privateSubnetId: pulumi.Output<string>;
  /** Id of the subnet for pods. */
  public readonly podSubnetId: pulumi.Output<string>;
  /** Id of the subnet for databases and caches. */
  public readonly dataSubnetId: pulumi.Output<string>;
  /** Route table of the private and the pod subnet; peering adds its routes here. */
  public readonly privateRouteTableId: pulumi.Output<string>;
  /** Id of the NAT gateway. */
  public readonly natGatewayId: pulumi.Output<string>;
  /** The address under which this zone's workloads are seen outside. */
  public readonly natPublicIp: pulumi.Output<string>;

  constructor(name: string, args: VpcZoneArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:network:VpcZone", name, {}, opts);
    const { vpcId, podVpcId } = args;

    const publicSubnet = this.createSubnet(name, args, "public", vpcId);
    const privateSubnet = this.createSubnet(name, args, "private", vpcId);
    const podSubnet = this.createSubnet(name, args, "pods", podVpcId);
    const dataSubnet = this.createSubnet(name, args, "data", vpcId);
    const address = this.createAddress(name);
    const natGateway = this.createNatGateway(name, args, publicSubnet.id, address.id);
    const privateRoutes = this.createPrivateRouteTable(name, vpcId);
    const routedOut = this.routeOut(name, privateRoutes, natGateway.id);

    this.availabilityZone = args.availabilityZone;
    this.publicSubnetId = this.associate(name, "public", publicSubnet, args.publicRouteTableId);
    this.privateSubnetId = this.associate(name, "private", privateSubnet, routedOut);
    this.podSubnetId = this.associate(name, "pods", podSubnet, routedOut);
    this.dataSubnetId = this.associate(name, "data", dataSubnet, args.dataRouteTableId);
    this.privateRouteTableId = privateRoutes.id;
    this.natGatewayId = natGateway.id;
    this.natPublicIp = address.publicIp;
    this.registerOutputs({
      availabilityZone: this.availabilityZone,
      publicSubnetId: this.publicSubnetId,
      privateSubnetId: this.privateSubnetId,
      podSubnetId: this.podSubnetId,
      dataSubnetId: this.dataSubnetId,
      privateRouteTableId: this.privateRouteTableId,
      natGatewayId: this.natGatewayId,
      natPublicIp: this.natPublicIp,
    });
  }

  private createSubnet(
    name: string,
    args: VpcZoneArgs,
    kind: ZoneSubnet,
    vpcId: pulumi.Input<string>,
  ): aws.ec2.Subnet {
    return new aws.ec2.Subnet(
      `${name}-${kind}`,
      {
        vpcId,
        cidrBlock: args.cidrs[kind],
        availabilityZone: args.availabilityZone,
        // Load balancers and NAT gateways bring addresses of their own; nothing else is public.
        mapPublicIpOnLaunch: false,
        tags: { Name: `${name}-${kind}`, ...discoveryTags[kind] },
      },
      { parent: this },
    );
  }

  private createAddress(name: string): aws.ec2.Eip {
    return new aws.ec2.Eip(
      `${name}-nat`,
      { domain: "vpc", tags: { Name: `${name}-nat` } },
      { parent: this },
    );
  }

  private createNatGateway(
    name: string,
    args: VpcZoneArgs,
    subnetId: pulumi.Input<string>,
    allocationId: pulumi.Input<string>,
  ): aws.ec2.NatGateway {
    return new aws.ec2.NatGateway(
      `${name}-nat`,
      { subnetId, allocationId, tags: { Name: `${name}-nat` } },
      {
        parent: this,
        // A public NAT gateway fails to come up in a VPC whose internet gateway isn't attached, and
        // no argument of it names that gateway.
        // https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
        dependsOn: [args.internetGateway],
      },
    );
  }

  /** Routes are resources of their own: the `global` stack adds peering routes to this table. */
  private createPrivateRouteTable(name: string, vpcId: pulumi.Input<string>): aws.ec2.RouteTable {
    return new aws.ec2.RouteTable(
      `${name}-private`,
      { vpcId, tags: { Name: `${name}-private` } },
      { parent: this },
    );
  }

  /** @returns the table's id, known once it leads out */
  private routeOut(
    name: string,
    routeTable: aws.ec2.RouteTable,
    natGatewayId: pulumi.Input<string>,
  ): pulumi.Output<string> {
    const route = new aws.ec2.Route(
      `${name}-private-internet`,
      { routeTableId: routeTable.id, destinationCidrBlock: anywhere, natGatewayId },
      { parent: this },
    );
    return route.routeTableId;
  }

  /**
   * @returns the subnet's id, known once it has its routes: nodes that start before can't reach
   * their registry, and AWS refuses an internet-facing load balancer without an internet gateway
   */
  private associate(
    name: string,
    kind: ZoneSubnet,
    subnet: aws.ec2.Subnet,
    routeTableId: pulumi.Input<string>,
  ): pulumi.Output<string> {
    const association = new aws.ec2.RouteTableAssociation(
      `${name}-${kind}`,
      { subnetId: subnet.id, routeTableId },
      { parent: this },
    );
    return pulumi.all([subnet.id, association.id]).apply(([id]) => id);
  }
}

const anywhere = "0.0.0.0/0";

/**
 * Tags by which controllers find subnets: the load balancer controller by role, the VPC CNI the
 * subnets for pods.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/network-load-balancing.html
 * @see https://docs.aws.amazon.com/eks/latest/best-practices/subnets.html
 */
const discoveryTags: Readonly<Record<ZoneSubnet, Readonly<Record<string, string>>>> = {
  public: { "kubernetes.io/role/elb": "1" },
  private: { "kubernetes.io/role/internal-elb": "1" },
  pods: { "kubernetes.io/role/cni": "1" },
  data: {},
};
