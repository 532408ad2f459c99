// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { physicalName } from "../shared/naming";
import type { LoadBalancedService } from "./load-balanced-service";
import { TlsService, type Exposure } from "./tls-service";

/** What both load balancers of a region are given. */
export interface LoadBalancerArgs {
  /** Name of the environment, first part of the load balancer's name. */
  readonly environment: string;
  /** VPC of the load balancer and of the pods. */
  readonly vpcId: pulumi.Input<string>;
  /** Zones of the load balancer, one subnet and one address each. */
  readonly availabilityZones: readonly string[];
  /** Services, each with its listener and target group. */
  readonly services: readonly LoadBalancedService[];
  /** Certificate in this region that covers the services' names. */
  readonly certificateArn: pulumi.Input<string>;
  /**
   * Bucket of this region for access logs. Its policy must let Elastic Load Balancing write before
   * the load balancer is made, so give the name as an output of that policy.
   */
  readonly accessLogsBucket: pulumi.Input<string>;
  /** Whether the load balancer is protected from deletion, in Pulumi and in AWS. */
  readonly protect: boolean;
}

export interface NetworkLoadBalancerArgs extends LoadBalancerArgs {
  /** Whom it serves. */
  readonly exposure: Exposure;
  /** One per zone: its subnet, and its fixed address where there is one. */
  readonly subnetMappings: pulumi.Input<aws.types.input.lb.LoadBalancerSubnetMapping>[];
  /** Whether pods see the client's address as the source of a connection. */
  readonly preserveClientIp: boolean;
}

/**
 * A network load balancer with its security group, listeners and target groups; the part that the
 * public and the internal one share. Neither lets anyone in yet: who may is theirs to say.
 *
 * The group is made first and given at creation, because a load balancer made without one can
 * never have one. It starts without any rule; LoadBalancerEgress lets it out to the pods.
 *
 * Cross-zone, so that a zone whose pods are gone still serves; with zonal shift, so that AWS or a
 * person can move traffic off a zone that limps.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
 * @example
 * new NetworkLoadBalancer(`${name}-balancer`, { ...args, exposure: "public", subnetMappings, preserveClientIp: true }, { parent: this });
 */
export class NetworkLoadBalancer extends pulumi.ComponentResource {
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
  /** ARNs of the target groups by service. */
  public readonly targetGroupArns: Readonly<Record<string, pulumi.Output<string>>>;
  /** Last parts of those ARNs by service, for CloudWatch. */
  public readonly targetGroupArnSuffixes: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: NetworkLoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:edge:NetworkLoadBalancer", name, {}, opts);

    const group = this.createSecurityGroup(name, args);
    const balancer = this.createLoadBalancer(name, args, group.id);
    const services = args.services.map((service) =>
      this.createService(name, args, service, balancer.arn),
    );

    this.arn = balancer.arn;
    this.arnSuffix = balancer.arnSuffix;
    this.dnsName = balancer.dnsName;
    this.zoneId = balancer.zoneId;
    this.securityGroupId = group.id;
    this.targetGroupArns = byService(services, (service) => service.targetGroupArn);
    this.targetGroupArnSuffixes = byService(services, (service) => service.targetGroupArnSuffix);
    this.registerOutputs({
      arn: this.arn,
      arnSuffix: this.arnSuffix,
      dnsName: this.dnsName,
      zoneId: this.zoneId,
      securityGroupId: this.securityGroupId,
      targetGroupArns: this.targetGroupArns,
      targetGroupArnSuffixes: this.targetGroupArnSuffixes,
    });
  }

  private createSecurityGroup(name: string, args: NetworkLoadBalancerArgs): aws.ec2.SecurityGroup {
    return new aws.ec2.SecurityGroup(
      `${name}-group`,
      {
        vpcId: args.vpcId,
        description: `Network load balancer, ${args.exposure}`,
        tags: { Name: `${args.environment}-${args.exposure}-load-balancer` },
      },
      { parent: this },
    );
  }

  private createLoadBalancer(
    name: string,
    args: NetworkLoadBalancerArgs,
    securityGroupId: pulumi.Input<string>,
  ): aws.lb.LoadBalancer {
    const balancerName = physicalName("loadBalancer", args.environment, args.exposure);
    return new aws.lb.LoadBalancer(
      `${name}-balancer`,
      {
        name: balancerName,
        loadBalancerType: "network",
        internal: args.exposure === "internal",
        ipAddressType: "ipv4",
        securityGroups: [securityGroupId],
        subnetMappings: args.subnetMappings,
        enableCrossZoneLoadBalancing: true,
        enableZonalShift: true,
        enableDeletionProtection: args.protect,
        accessLogs: {
          bucket: args.accessLogsBucket,
          prefix: balancerName,
          enabled: true,
        },
        tags: { Name: balancerName },
      },
      { parent: this, protect: args.protect },
    );
  }

  private createService(
    name: string,
    args: NetworkLoadBalancerArgs,
    service: LoadBalancedService,
    loadBalancerArn: pulumi.Input<string>,
  ): NamedService {
    const { exposure, vpcId, certificateArn, preserveClientIp } = args;
    const tls = new TlsService(
      `${name}-${service.name}`,
      { loadBalancerArn, exposure, vpcId, service, certificateArn, preserveClientIp },
      { parent: this },
    );
    return [service.name, tls];
  }
}

type NamedService = readonly [service: string, tls: TlsService];

function byService(
  services: readonly NamedService[],
  value: (tls: TlsService) => pulumi.Output<string>,
): Record<string, pulumi.Output<string>> {
  return Object.fromEntries(services.map(([service, tls]) => [service, value(tls)]));
}

/** The subnet of one zone, from a list in the order of the zones. */
export function subnetOf(
  subnetIds: pulumi.Input<pulumi.Input<string>[]>,
  zoneIndex: number,
): pulumi.Output<string> {
  return pulumi.output(subnetIds).apply((ids) => {
    const id = ids[zoneIndex];
    if (id === undefined) {
      throw new Error(`zone ${zoneIndex + 1} has no subnet among ${ids.length}; give one per zone`);
    }
    return id;
  });
}
