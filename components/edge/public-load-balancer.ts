// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { assertNoIssues } from "../shared/validation";
import { listenerPorts, serviceIssues } from "./load-balanced-service";
import {
  createLoadBalancer,
  ofEachService,
  subnetOf,
  type LoadBalancerArgs,
} from "./network-load-balancer";

export interface PublicLoadBalancerArgs extends LoadBalancerArgs {
  /** Public subnets, one per zone, in the order of the zones. */
  readonly publicSubnetIds: pulumi.Input<pulumi.Input<string>[]>;
}

/**
 * A region's one door to the internet: a network load balancer with a fixed address per zone.
 *
 * It is the only group of the platform with a rule for 0.0.0.0/0, on the services' ports and no
 * other: a payment API serves whoever has a key. Addresses are fixed, because clients and
 * processors put them on allow-lists; losing one is an incident of theirs, so addresses and load
 * balancer are protected together.
 *
 * Pods see the client's address: fraud rules and audit need it, and a connection then doesn't use
 * up one of the 55,000 ports per target that the load balancer has otherwise. The price is that a
 * pod can't reach itself through this door; calls inside the platform use the internal one.
 *
 * Three addresses here and three of the NAT gateways exceed a region's default of five.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#client-ip-preservation
 * @example
 * new PublicLoadBalancer("edge", {
 *   environment: "production", vpcId, availabilityZones, publicSubnetIds, certificateArn,
 *   services: [{ name: "payments", tier: 1, port: 443, targetPort: 8443 }],
 *   accessLogsBucket, protect: true,
 * });
 */
export class PublicLoadBalancer extends pulumi.ComponentResource {
  /** ARN of the load balancer. */
  public readonly arn: pulumi.Output<string>;
  /** Last part of that ARN, by which CloudWatch knows the load balancer. */
  public readonly arnSuffix: pulumi.Output<string>;
  /** DNS name of the load balancer. */
  public readonly dnsName: pulumi.Output<string>;
  /** Zone of that DNS name, for alias records. */
  public readonly zoneId: pulumi.Output<string>;
  /** Group of the load balancer; pods let it in. */
  public readonly securityGroupId: pulumi.Output<string>;
  /** Fixed public addresses, one per zone, in the order of the zones. */
  public readonly addresses: readonly pulumi.Output<string>[];
  /** ARNs of the target groups by service. */
  public readonly targetGroupArns: Readonly<Record<string, pulumi.Output<string>>>;
  /** Last parts of those ARNs by service, for CloudWatch. */
  public readonly targetGroupArnSuffixes: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: PublicLoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:edge:PublicLoadBalancer", name, {}, opts);
    assertNoIssues(this, serviceIssues(args.services));

    const addresses = args.availabilityZones.map((zone) => this.createAddress(name, zone, args));
    const { balancer, group, services } = createLoadBalancer(this, name, args, {
      exposure: "public",
      preserveClientIp: true,
      subnetMappings: addresses.map((address, zoneIndex) => ({
        subnetId: subnetOf(args.publicSubnetIds, zoneIndex),
        allocationId: address.id,
      })),
    });
    for (const port of listenerPorts(args.services)) this.allowInternet(name, port, group.id);

    this.arn = balancer.arn;
    this.arnSuffix = balancer.arnSuffix;
    this.dnsName = balancer.dnsName;
    this.zoneId = balancer.zoneId;
    this.securityGroupId = group.id;
    this.addresses = addresses.map((address) => address.publicIp);
    this.targetGroupArns = ofEachService(services, (service) => service.targetGroupArn);
    this.targetGroupArnSuffixes = ofEachService(services, (one) => one.targetGroupArnSuffix);
    this.registerOutputs({
      arn: this.arn,
      arnSuffix: this.arnSuffix,
      dnsName: this.dnsName,
      zoneId: this.zoneId,
      securityGroupId: this.securityGroupId,
      addresses: this.addresses,
      targetGroupArns: this.targetGroupArns,
      targetGroupArnSuffixes: this.targetGroupArnSuffixes,
    });
  }

  private createAddress(name: string, zone: string, args: PublicLoadBalancerArgs): aws.ec2.Eip {
    return new aws.ec2.Eip(
      `${name}-address-${zone}`,
      { domain: "vpc", tags: { Name: `${args.environment}-public-${zone}` } },
      { parent: this, protect: args.protect },
    );
  }

  private allowInternet(name: string, port: number, securityGroupId: pulumi.Input<string>): void {
    new aws.vpc.SecurityGroupIngressRule(
      `${name}-from-internet-${port}`,
      {
        securityGroupId,
        description: "The public API, from anywhere",
        cidrIpv4: "0.0.0.0/0",
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        tags: { Name: `from-internet-${port}` },
      },
      { parent: this },
    );
  }
}
