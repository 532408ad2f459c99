// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { assertNoIssues } from "../shared/validation";
import type { NetworkPlacement } from "./placement";
import {
  planSubnets,
  validateSubnetRequest,
  zoneSuffix,
  type SubnetKind,
  type SubnetPlan,
} from "./subnet-plan";
import { VpcEndpoints } from "./vpc-endpoints";
import { VpcZone, type VpcZoneArgs } from "./vpc-zone";

export interface VpcArgs {
  /** AWS name of the region, for the names of AWS services. */
  readonly region: string;
  /** Range of the VPC; no other region's VPC, pod or service range may overlap it. */
  readonly vpcCidr: string;
  /** Second range of the VPC, for pods only; disjoint from every other range as well. */
  readonly podCidr: string;
  /** Zones by name. Their order decides the subnets' ranges: append new ones, never reorder. */
  readonly availabilityZones: readonly string[];
  /** Bucket of this region that receives the flow logs; it has to let log delivery write. */
  readonly flowLogBucketArn: pulumi.Input<string>;
}

/**
 * A region's network: public, private, pod and data subnets in every zone, a NAT gateway per zone,
 * endpoints for the AWS services that workloads need, and flow logs.
 *
 * Pods have a range of their own, so that their number never eats the addresses of nodes, load
 * balancers and endpoints. Data subnets have no route out of the VPC at all. Changing a range
 * replaces the VPC and everything in it; changing the tags or the routes touches one resource.
 *
 * @example
 * const vpc = new Vpc("vpc", {
 *   region: "eu-west-1",
 *   vpcCidr: "10.2.0.0/16",
 *   podCidr: "100.65.0.0/16",
 *   availabilityZones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
 *   flowLogBucketArn: logs.arn,
 * });
 */
export class Vpc extends pulumi.ComponentResource {
  /** Id of the VPC. */
  public readonly vpcId: pulumi.Output<string>;
  /** Range of the VPC, as given. */
  public readonly cidr: string;
  /** Range of the pods, as given. */
  public readonly podCidr: string;
  /** Public subnets, in the order of the zones. */
  public readonly publicSubnetIds: pulumi.Output<string>[];
  /** Subnets for nodes and interface endpoints, in the order of the zones. */
  public readonly privateSubnetIds: pulumi.Output<string>[];
  /** Subnets for pods, in the order of the zones. */
  public readonly podSubnetIds: pulumi.Output<string>[];
  /** Subnets for databases and caches, in the order of the zones. */
  public readonly dataSubnetIds: pulumi.Output<string>[];
  /** Ranges that are kept for a transit gateway's subnets, by zone. */
  public readonly transitCidrs: Readonly<Record<string, string>>;
  /** Route tables that take peering routes, by zone: those of the private and pod subnets. */
  public readonly routeTableIds: Readonly<Record<string, pulumi.Output<string>>>;
  /** NAT gateways, in the order of the zones. */
  public readonly natGatewayIds: pulumi.Output<string>[];
  /** Addresses under which others see this region's workloads, in the order of the zones. */
  public readonly natPublicIps: pulumi.Output<string>[];
  /** Group of the interface endpoints; clients add their ingress rule for port 443 to it. */
  public readonly endpointSecurityGroupId: pulumi.Output<string>;

  constructor(name: string, args: VpcArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:network:Vpc", name, {}, opts);
    assertNoIssues(this, validateSubnetRequest(args));
    const plan = planSubnets(args);

    const vpc = this.createVpc(name, args);
    const podRange = this.createPodRange(name, args, vpc);
    this.lockDefaultSecurityGroup(name, vpc);
    const internetGateway = this.createInternetGateway(name, vpc);
    const publicRouteTableId = this.createPublicRoutes(name, vpc, internetGateway);
    const dataRoutes = this.createDataRouteTable(name, vpc);
    const zones = this.createZones(name, args, plan, {
      vpcId: vpc.id,
      podVpcId: podRange.vpcId,
      internetGateway,
      publicRouteTableId,
      dataRouteTableId: dataRoutes.id,
    });
    const endpoints = this.createEndpoints(name, args, vpc, zones, dataRoutes);
    this.createFlowLog(name, args, vpc);

    this.vpcId = vpc.id;
    this.cidr = args.vpcCidr;
    this.podCidr = args.podCidr;
    this.publicSubnetIds = zones.map((zone) => zone.publicSubnetId);
    this.privateSubnetIds = zones.map((zone) => zone.privateSubnetId);
    this.podSubnetIds = zones.map((zone) => zone.podSubnetId);
    this.dataSubnetIds = zones.map((zone) => zone.dataSubnetId);
    this.transitCidrs = Object.fromEntries(
      plan.transit.map(({ availabilityZone, cidr }) => [availabilityZone, cidr]),
    );
    this.routeTableIds = Object.fromEntries(
      zones.map((zone) => [zone.availabilityZone, zone.privateRouteTableId]),
    );
    this.natGatewayIds = zones.map((zone) => zone.natGatewayId);
    this.natPublicIps = zones.map((zone) => zone.natPublicIp);
    this.endpointSecurityGroupId = endpoints.securityGroupId;
    this.registerOutputs({
      vpcId: this.vpcId,
      cidr: this.cidr,
      podCidr: this.podCidr,
      publicSubnetIds: this.publicSubnetIds,
      privateSubnetIds: this.privateSubnetIds,
      podSubnetIds: this.podSubnetIds,
      dataSubnetIds: this.dataSubnetIds,
      transitCidrs: this.transitCidrs,
      routeTableIds: this.routeTableIds,
      natGatewayIds: this.natGatewayIds,
      natPublicIps: this.natPublicIps,
      endpointSecurityGroupId: this.endpointSecurityGroupId,
    });
  }

  /** What siblings need to know to stand in this VPC. */
  public get placement(): NetworkPlacement {
    return {
      vpcId: this.vpcId,
      publicSubnetIds: this.publicSubnetIds,
      privateSubnetIds: this.privateSubnetIds,
      podSubnetIds: this.podSubnetIds,
      dataSubnetIds: this.dataSubnetIds,
      endpointSecurityGroupId: this.endpointSecurityGroupId,
    };
  }

  private createVpc(name: string, args: VpcArgs): aws.ec2.Vpc {
    return new aws.ec2.Vpc(
      name,
      {
        cidrBlock: args.vpcCidr,
        // Both are needed for the private names of interface endpoints and of private zones.
        // https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html
        enableDnsSupport: true,
        enableDnsHostnames: true,
        tags: { Name: name },
      },
      { parent: this },
    );
  }

  private createPodRange(
    name: string,
    args: VpcArgs,
    vpc: aws.ec2.Vpc,
  ): aws.ec2.VpcIpv4CidrBlockAssociation {
    return new aws.ec2.VpcIpv4CidrBlockAssociation(
      `${name}-pods`,
      { vpcId: vpc.id, cidrBlock: args.podCidr },
      { parent: this },
    );
  }

  /** The group that AWS gives to whatever names none: without rules it lets nothing in or out. */
  private lockDefaultSecurityGroup(name: string, vpc: aws.ec2.Vpc): void {
    new aws.ec2.DefaultSecurityGroup(
      `${name}-default`,
      { vpcId: vpc.id, tags: { Name: `${name}-default-without-rules` } },
      { parent: this },
    );
  }

  private createInternetGateway(name: string, vpc: aws.ec2.Vpc): aws.ec2.InternetGateway {
    return new aws.ec2.InternetGateway(
      `${name}-internet`,
      { vpcId: vpc.id, tags: { Name: `${name}-internet` } },
      { parent: this },
    );
  }

  /** @returns the id of the public subnets' table, known once it leads to the internet */
  private createPublicRoutes(
    name: string,
    vpc: aws.ec2.Vpc,
    internetGateway: aws.ec2.InternetGateway,
  ): pulumi.Output<string> {
    const routeTable = this.createRouteTable(name, "public", vpc);
    const route = new aws.ec2.Route(
      `${name}-public-internet`,
      {
        routeTableId: routeTable.id,
        destinationCidrBlock: "0.0.0.0/0",
        gatewayId: internetGateway.id,
      },
      { parent: this },
    );
    return route.routeTableId;
  }

  /** No route of its own: a database can't be reached from outside, nor call out. */
  private createDataRouteTable(name: string, vpc: aws.ec2.Vpc): aws.ec2.RouteTable {
    return this.createRouteTable(name, "data", vpc);
  }

  private createRouteTable(name: string, kind: string, vpc: aws.ec2.Vpc): aws.ec2.RouteTable {
    return new aws.ec2.RouteTable(
      `${name}-${kind}`,
      { vpcId: vpc.id, tags: { Name: `${name}-${kind}` } },
      { parent: this },
    );
  }

  private createZones(
    name: string,
    args: VpcArgs,
    plan: SubnetPlan,
    shared: Omit<VpcZoneArgs, "availabilityZone" | "cidrs">,
  ): VpcZone[] {
    return args.availabilityZones.map(
      (availabilityZone) =>
        new VpcZone(
          `${name}-zone-${zoneSuffix(availabilityZone)}`,
          { availabilityZone, cidrs: cidrsIn(plan, availabilityZone), ...shared },
          { parent: this },
        ),
    );
  }

  private createEndpoints(
    name: string,
    args: VpcArgs,
    vpc: aws.ec2.Vpc,
    zones: readonly VpcZone[],
    dataRoutes: aws.ec2.RouteTable,
  ): VpcEndpoints {
    return new VpcEndpoints(
      `${name}-endpoints`,
      {
        vpcId: vpc.id,
        region: args.region,
        routeTableIds: [...zones.map((zone) => zone.privateRouteTableId), dataRoutes.id],
        subnetIds: zones.map((zone) => zone.privateSubnetId),
      },
      { parent: this },
    );
  }

  private createFlowLog(name: string, args: VpcArgs, vpc: aws.ec2.Vpc): void {
    new aws.ec2.FlowLog(
      `${name}-flow`,
      {
        vpcId: vpc.id,
        trafficType: "ALL",
        logDestinationType: "s3",
        logDestination: args.flowLogBucketArn,
        // The shortest that AWS offers; in an incident ten minutes are the whole recovery.
        maxAggregationInterval: 60,
        destinationOptions: { fileFormat: "parquet", perHourPartition: true },
        tags: { Name: `${name}-flow` },
      },
      { parent: this },
    );
  }
}

function cidrsIn(plan: SubnetPlan, availabilityZone: string): VpcZoneArgs["cidrs"] {
  const cidrOf = (kind: SubnetKind): string => {
    const subnet = plan[kind].find((planned) => planned.availabilityZone === availabilityZone);
    if (subnet === undefined) throw new RangeError(`no ${kind} subnet for ${availabilityZone}`);
    return subnet.cidr;
  };
  return {
    public: cidrOf("public"),
    private: cidrOf("private"),
    data: cidrOf("data"),
    pods: cidrOf("pods"),
  };
}
