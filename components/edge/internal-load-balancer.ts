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

export interface InternalLoadBalancerArgs extends LoadBalancerArgs {
  /** Private subnets, one per zone, in the order of the zones. */
  readonly privateSubnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Ranges of the peered regions' VPCs, those of their pods included. */
  readonly peerCidrs: readonly string[];
  /** Groups of this region that may call, by a name for each. */
  readonly clientSecurityGroupIds: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * The door between regions: an internal network load balancer that a peered region reaches by
 * private addresses, never over the internet.
 *
 * Peers are let in by range, because a security group can't be referenced across regions. Clients
 * in this region are let in by their group.
 *
 * Pods see the load balancer's address, not the client's: the mesh tells them who calls, and with
 * the client's address kept a pod that is sent to itself would get no answer.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
 * @example
 * new InternalLoadBalancer("internal", {
 *   environment: "production", vpcId, availabilityZones, privateSubnetIds, certificateArn,
 *   services: [{ name: "payments", tier: 1, port: 443, targetPort: 8443 }],
 *   peerCidrs: ["10.1.0.0/16"], clientSecurityGroupIds: { workload: groupId },
 *   accessLogsBucket, protect: true,
 * });
 */
export class InternalLoadBalancer extends pulumi.ComponentResource {
  /** DNS name of the load balancer. */
  public readonly dnsName: pulumi.Output<string>;
  /** Zone of that DNS name, for alias records in a private zone. */
  public readonly zoneId: pulumi.Output<string>;
  /** Last part of the load balancer's ARN, by which CloudWatch knows it. */
  public readonly arnSuffix: pulumi.Output<string>;
  /** Group of the load balancer; pods let it in. */
  public readonly securityGroupId: pulumi.Output<string>;
  /** ARNs of the target groups by service. */
  public readonly targetGroupArns: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(
    name: string,
    args: InternalLoadBalancerArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("payments:edge:InternalLoadBalancer", name, {}, opts);
    assertNoIssues(this, serviceIssues(args.services));

    const { balancer, group, services } = createLoadBalancer(this, name, args, {
      exposure: "internal",
      preserveClientIp: false,
      subnetMappings: args.availabilityZones.map((_, zoneIndex) => ({
        subnetId: subnetOf(args.privateSubnetIds, zoneIndex),
      })),
    });
    for (const port of listenerPorts(args.services)) {
      this.allowPeers(name, port, args.peerCidrs, group.id);
      this.allowClients(name, port, args.clientSecurityGroupIds, group.id);
    }

    this.dnsName = balancer.dnsName;
    this.zoneId = balancer.zoneId;
    this.arnSuffix = balancer.arnSuffix;
    this.securityGroupId = group.id;
    this.targetGroupArns = ofEachService(services, (service) => service.targetGroupArn);
    this.registerOutputs({
      dnsName: this.dnsName,
      zoneId: this.zoneId,
      arnSuffix: this.arnSuffix,
      securityGroupId: this.securityGroupId,
      targetGroupArns: this.targetGroupArns,
    });
  }

  private allowPeers(
    name: string,
    port: number,
    peerCidrs: readonly string[],
    securityGroupId: pulumi.Input<string>,
  ): void {
    for (const cidr of peerCidrs) {
      const range = cidr.replace(/[./]/g, "-");
      this.allow(`${name}-from-${range}-${port}`, port, securityGroupId, {
        description: "Peered region, by range: groups cannot be referenced across regions",
        cidrIpv4: cidr,
      });
    }
  }

  private allowClients(
    name: string,
    port: number,
    clients: Readonly<Record<string, pulumi.Input<string>>>,
    securityGroupId: pulumi.Input<string>,
  ): void {
    for (const [client, groupId] of Object.entries(clients)) {
      this.allow(`${name}-from-${client}-${port}`, port, securityGroupId, {
        description: `Calls from ${client} of this region`,
        referencedSecurityGroupId: groupId,
      });
    }
  }

  private allow(
    ruleName: string,
    port: number,
    securityGroupId: pulumi.Input<string>,
    source: Pick<
      aws.vpc.SecurityGroupIngressRuleArgs,
      "description" | "cidrIpv4" | "referencedSecurityGroupId"
    >,
  ): void {
    new aws.vpc.SecurityGroupIngressRule(
      ruleName,
      {
        ...source,
        securityGroupId,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        tags: { Name: ruleName },
      },
      { parent: this },
    );
  }
}
