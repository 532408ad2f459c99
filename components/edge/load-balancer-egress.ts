// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface LoadBalancerEgressArgs {
  /** Group of the load balancer. */
  readonly loadBalancerSecurityGroupId: pulumi.Input<string>;
  /** Group of the pods behind it. */
  readonly workloadSecurityGroupId: pulumi.Input<string>;
  /** Ports on which those pods accept connections; repeated ones count once. */
  readonly targetPorts: readonly number[];
}

/**
 * Lets a load balancer out to its pods, and nowhere else. Its health checks take the same way: a
 * load balancer's outbound rules hold for them too.
 *
 * A component of its own, made where both groups are known: the workload's group refers to the
 * load balancer's, so neither can be an argument of the other's component.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
 * @example
 * new LoadBalancerEgress("edge-egress", {
 *   loadBalancerSecurityGroupId: edge.securityGroupId,
 *   workloadSecurityGroupId: workload.securityGroupId,
 *   targetPorts: services.map((service) => service.targetPort),
 * });
 */
export class LoadBalancerEgress extends pulumi.ComponentResource {
  /** Ids of the rules by port. */
  public readonly ruleIds: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: LoadBalancerEgressArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:edge:LoadBalancerEgress", name, {}, opts);

    const rules = [...new Set(args.targetPorts)].map((port) => this.createRule(name, port, args));

    this.ruleIds = Object.fromEntries(rules);
    this.registerOutputs({ ruleIds: this.ruleIds });
  }

  private createRule(
    name: string,
    port: number,
    args: LoadBalancerEgressArgs,
  ): readonly [string, pulumi.Output<string>] {
    const rule = new aws.vpc.SecurityGroupEgressRule(
      `${name}-to-workload-${port}`,
      {
        securityGroupId: args.loadBalancerSecurityGroupId,
        description: "Requests and health checks to the pods",
        referencedSecurityGroupId: args.workloadSecurityGroupId,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        tags: { Name: `to-workload-${port}` },
      },
      { parent: this },
    );
    return [String(port), rule.id];
  }
}
