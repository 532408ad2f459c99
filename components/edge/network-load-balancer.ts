// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { physicalName } from "../shared/naming";
import { subnetAt, type LoadBalancedService } from "./load-balanced-service";
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
   * Bucket of this region for access logs, encrypted with S3's own key or a customer's. Its policy
   * must let log delivery write before the load balancer is made: give the name as an output that
   * waits for the policy, as LogBucket's does.
   */
  readonly accessLogsBucket: pulumi.Input<string>;
  /** Whether the load balancer is protected from deletion, in Pulumi and in AWS. */
  readonly protect: boolean;
}

/** What a region's public and internal load balancers don't have in common. */
export interface LoadBalancerKind {
  /** Whom it serves. */
  readonly exposure: Exposure;
  /** One per zone: its subnet, and its fixed address where there is one. */
  readonly subnetMappings: pulumi.Input<aws.types.input.lb.LoadBalancerSubnetMapping>[];
  /** Whether pods see the client's address as the source of a connection. */
  readonly preserveClientIp: boolean;
}

/** What a load balancer consists of. */
export interface LoadBalancerParts {
  readonly group: aws.ec2.SecurityGroup;
  readonly balancer: aws.lb.LoadBalancer;
  /** Listener and target group of each service, by its name. */
  readonly services: Readonly<Record<string, TlsService>>;
}

/**
 * A network load balancer with its security group, listeners and target groups: what the public
 * and the internal one share. It lets nobody in yet; who may is for its component to say.
 *
 * The group is made first and given at creation, because a load balancer made without one can
 * never have one. It starts without any rule; LoadBalancerEgress lets it out to the pods.
 *
 * Cross-zone, so that a zone whose pods are gone still serves; with zonal shift, so that AWS or a
 * person can move traffic off a zone that limps.
 *
 * @param parent the component that it belongs to, whose name is `name`
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
 */
export function createLoadBalancer(
  parent: pulumi.ComponentResource,
  name: string,
  args: LoadBalancerArgs,
  kind: LoadBalancerKind,
): LoadBalancerParts {
  const group = createSecurityGroup(parent, name, args, kind);
  const balancer = createBalancer(parent, name, args, kind, group.id);
  const services: Record<string, TlsService> = {};
  for (const service of args.services) {
    services[service.name] = createService(parent, name, args, kind, service, balancer.arn);
  }
  return { group, balancer, services };
}

/** One output of each service, by the service's name. */
export function ofEachService(
  services: LoadBalancerParts["services"],
  output: (service: TlsService) => pulumi.Output<string>,
): Record<string, pulumi.Output<string>> {
  return Object.fromEntries(
    Object.entries(services).map(([name, service]) => [name, output(service)]),
  );
}

/** The subnet of one zone, from a list in the order of the zones. */
export function subnetOf(
  subnetIds: pulumi.Input<pulumi.Input<string>[]>,
  zoneIndex: number,
): pulumi.Output<string> {
  return pulumi.output(subnetIds).apply((ids) => subnetAt(zoneIndex, ids));
}

function createSecurityGroup(
  parent: pulumi.ComponentResource,
  name: string,
  { environment, vpcId }: LoadBalancerArgs,
  { exposure }: LoadBalancerKind,
): aws.ec2.SecurityGroup {
  return new aws.ec2.SecurityGroup(
    `${name}-group`,
    {
      vpcId,
      description: `Network load balancer, ${exposure}`,
      tags: { Name: `${environment}-${exposure}-load-balancer` },
    },
    { parent },
  );
}

function createBalancer(
  parent: pulumi.ComponentResource,
  name: string,
  args: LoadBalancerArgs,
  { exposure, subnetMappings }: LoadBalancerKind,
  securityGroupId: pulumi.Input<string>,
): aws.lb.LoadBalancer {
  const balancerName = physicalName("loadBalancer", args.environment, exposure);
  return new aws.lb.LoadBalancer(
    `${name}-balancer`,
    {
      name: balancerName,
      loadBalancerType: "network",
      internal: exposure === "internal",
      ipAddressType: "ipv4",
      securityGroups: [securityGroupId],
      subnetMappings,
      enableCrossZoneLoadBalancing: true,
      enableZonalShift: true,
      enableDeletionProtection: args.protect,
      // No prefix: the bucket lets senders write under AWSLogs only, and files name their balancer.
      accessLogs: { bucket: args.accessLogsBucket, enabled: true },
      tags: { Name: balancerName },
    },
    { parent, protect: args.protect },
  );
}

function createService(
  parent: pulumi.ComponentResource,
  name: string,
  { vpcId, certificateArn }: LoadBalancerArgs,
  { exposure, preserveClientIp }: LoadBalancerKind,
  service: LoadBalancedService,
  loadBalancerArn: pulumi.Input<string>,
): TlsService {
  return new TlsService(
    `${name}-${service.name}`,
    { loadBalancerArn, exposure, vpcId, service, certificateArn, preserveClientIp },
    { parent },
  );
}
