// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { physicalName } from "../shared/naming";
import type { LoadBalancedService } from "./load-balanced-service";

/** Whom a load balancer serves: the internet, or this platform's own regions. */
export type Exposure = "public" | "internal";

export interface TlsServiceArgs {
  /** Load balancer that listens. */
  readonly loadBalancerArn: pulumi.Input<string>;
  /** Whom it serves; part of the target group's name. */
  readonly exposure: Exposure;
  /** VPC of the pods. */
  readonly vpcId: pulumi.Input<string>;
  /** The service. */
  readonly service: LoadBalancedService;
  /** Certificate in the load balancer's region that covers the service's names. */
  readonly certificateArn: pulumi.Input<string>;
  /** Whether pods see the client's address as the source of a connection. */
  readonly preserveClientIp: boolean;
}

/**
 * TLS 1.3 and 1.2 with forward secrecy, and post-quantum key exchange for clients that have it.
 * The choice that AWS's console makes; without a policy the API falls back to one of 2016.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/describe-ssl-policies.html
 */
const sslPolicy = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

/** Time that a leaving pod has for payments in flight: longer than a processor's answer takes. */
const deregistrationDelaySeconds = 60;

/**
 * One service behind a network load balancer: its target group and its TLS listener.
 *
 * TLS ends at the load balancer, which holds the certificate; to the pods it speaks TCP inside the
 * VPC, where the mesh and Nitro's link encryption take over. Since it forwards bytes, it negotiates
 * nothing but HTTP/1.1: a client that was promised HTTP/2 would send it to pods that don't.
 *
 * The workload is bound to the target group later, by a TargetGroupBinding in the cluster, so that
 * load balancer and records exist before the first pod.
 *
 * A pod that leaves is deregistered, and its connections are closed after the delay. One that only
 * stops being ready gets no new connections and keeps those it has: AWS refuses zonal shift to a
 * load balancer that balances over zones and closes them. Clients that keep connections open look
 * up the name again only when they lose them, and would else stay with a retired region: a fenced
 * pod must refuse by itself, with `Connection: close`. It must anyway, since AWS sends to all pods
 * when none is ready.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/enable-zonal-shift.html
 * @example
 * new TlsService("edge-payments", {
 *   loadBalancerArn, exposure: "public", vpcId, certificateArn, preserveClientIp: true,
 *   service: { name: "payments", tier: 1, port: 443, targetPort: 8443 },
 * });
 */
export class TlsService extends pulumi.ComponentResource {
  /** ARN of the target group, for the TargetGroupBinding. */
  public readonly targetGroupArn: pulumi.Output<string>;
  /** Last part of that ARN, by which CloudWatch knows the target group. */
  public readonly targetGroupArnSuffix: pulumi.Output<string>;

  constructor(name: string, args: TlsServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:edge:TlsService", name, {}, opts);

    const targetGroup = this.createTargetGroup(name, args);
    this.createListener(name, args, targetGroup.arn);

    this.targetGroupArn = targetGroup.arn;
    this.targetGroupArnSuffix = targetGroup.arnSuffix;
    this.registerOutputs({
      targetGroupArn: this.targetGroupArn,
      targetGroupArnSuffix: this.targetGroupArnSuffix,
    });
  }

  private createTargetGroup(name: string, args: TlsServiceArgs): aws.lb.TargetGroup {
    const { service, exposure } = args;
    // The port replaces the group, which takes a new name then: AWS keeps both until the switch.
    const short = exposure === "public" ? "pub" : "int";
    const groupName = physicalName("targetGroup", short, service.name, String(service.targetPort));
    return new aws.lb.TargetGroup(
      `${name}-targets`,
      {
        name: groupName,
        vpcId: args.vpcId,
        targetType: "ip",
        protocol: "TCP",
        port: service.targetPort,
        preserveClientIp: String(args.preserveClientIp),
        deregistrationDelay: deregistrationDelaySeconds,
        connectionTermination: true,
        healthCheck: {
          protocol: "HTTP",
          path: "/healthz/ready",
          port: "traffic-port",
          matcher: "200",
          interval: 10,
          timeout: 5,
          healthyThreshold: 2,
          unhealthyThreshold: 2,
        },
        // AWS's default is true, which rules out zonal shift.
        targetHealthStates: [{ enableUnhealthyConnectionTermination: false }],
        // One ready pod keeps its zone in DNS; a percentage would turn a slow rollout into an outage.
        targetGroupHealth: {
          dnsFailover: {
            minimumHealthyTargetsCount: "1",
            minimumHealthyTargetsPercentage: "off",
          },
          unhealthyStateRouting: {
            minimumHealthyTargetsCount: 1,
            minimumHealthyTargetsPercentage: "off",
          },
        },
        // By its tier the policies know what a service has to have.
        tags: { Name: groupName, Service: service.name, Tier: String(service.tier) },
      },
      { parent: this },
    );
  }

  private createListener(
    name: string,
    args: TlsServiceArgs,
    targetGroupArn: pulumi.Input<string>,
  ): aws.lb.Listener {
    return new aws.lb.Listener(
      `${name}-listener`,
      {
        loadBalancerArn: args.loadBalancerArn,
        port: args.service.port,
        protocol: "TLS",
        certificateArn: args.certificateArn,
        sslPolicy,
        alpnPolicy: "HTTP1Only",
        defaultActions: [{ type: "forward", targetGroupArn }],
        tags: { Name: args.service.name },
      },
      { parent: this },
    );
  }
}
