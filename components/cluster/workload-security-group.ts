// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface WorkloadSecurityGroupArgs {
  /** Id of the VPC. */
  readonly vpcId: pulumi.Input<string>;
  /** TCP ports on which the pods serve, probes included. */
  readonly servicePorts: readonly number[];
  /** Groups of the load balancers that send to the pods, by a short name of each. */
  readonly loadBalancerSecurityGroupIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** Group of the control plane and the nodes: it probes the pods and answers their DNS queries. */
  readonly clusterSecurityGroupId: pulumi.Input<string>;
  /** Group of the VPC's interface endpoints. */
  readonly endpointSecurityGroupId: pulumi.Input<string>;
}

const httpsPort = 443;
const dnsPort = 53;
const dnsProtocols = ["udp", "tcp"] as const;

/**
 * The security group of a workload's pods, so that the workload, and not every pod on its nodes,
 * reaches a database.
 *
 * Kubernetes gives it to pods by a SecurityGroupPolicy that names `securityGroupId`. What the pods
 * may do without a further rule: be reached by the load balancer and by probes, look up names, and
 * call HTTPS, which is what payment processors and AWS are behind. Each data store is one more
 * call of `allowTo`, and a rule on the data store's side.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html
 * @example
 * const pods = new WorkloadSecurityGroup("payments-pods", { vpcId, servicePorts: [8443], ... });
 * pods.allowTo("database", database.securityGroupId, 5432);
 */
export class WorkloadSecurityGroup extends pulumi.ComponentResource {
  /** Id of the group: what a SecurityGroupPolicy and the rules of data stores name. */
  public readonly securityGroupId: pulumi.Output<string>;

  constructor(
    private readonly name: string,
    args: WorkloadSecurityGroupArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("payments:cluster:WorkloadSecurityGroup", name, {}, opts);

    const group = this.createGroup(args);
    for (const port of args.servicePorts) this.letIn(group, args, port);
    this.lookUpNames(group, args);
    this.callHttps(group);
    this.reachEndpoints(group, args);

    this.securityGroupId = group.id;
    this.registerOutputs({ securityGroupId: this.securityGroupId });
  }

  /**
   * Lets the pods connect to another group. The other side has to let them in as well.
   *
   * @param role a short name of the other side, part of the rule's name
   * @param port TCP port
   */
  public allowTo(
    role: string,
    securityGroupId: pulumi.Input<string>,
    port: pulumi.Input<number>,
  ): void {
    new aws.vpc.SecurityGroupEgressRule(
      `${this.name}-to-${role}`,
      {
        securityGroupId: this.securityGroupId,
        referencedSecurityGroupId: securityGroupId,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        description: `To ${role}`,
      },
      { parent: this },
    );
  }

  private createGroup(args: WorkloadSecurityGroupArgs): aws.ec2.SecurityGroup {
    return new aws.ec2.SecurityGroup(
      this.name,
      {
        vpcId: args.vpcId,
        description: "Pods of one workload",
        tags: { Name: this.name },
      },
      { parent: this },
    );
  }

  private letIn(group: aws.ec2.SecurityGroup, args: WorkloadSecurityGroupArgs, port: number): void {
    const sources: [string, pulumi.Input<string>][] = [
      ...Object.entries(args.loadBalancerSecurityGroupIds),
      ["probes", args.clusterSecurityGroupId],
    ];
    for (const [source, referencedSecurityGroupId] of sources) {
      this.createIngress(`from-${source}-${port}`, {
        securityGroupId: group.id,
        referencedSecurityGroupId,
        ipProtocol: "tcp",
        port,
        description: `From ${source}`,
      });
    }
  }

  /** Both ways: the cluster's DNS pods carry the cluster's group, which lets only itself in. */
  private lookUpNames(group: aws.ec2.SecurityGroup, args: WorkloadSecurityGroupArgs): void {
    for (const ipProtocol of dnsProtocols) {
      new aws.vpc.SecurityGroupEgressRule(
        `${this.name}-to-dns-${ipProtocol}`,
        {
          securityGroupId: group.id,
          referencedSecurityGroupId: args.clusterSecurityGroupId,
          ipProtocol,
          fromPort: dnsPort,
          toPort: dnsPort,
          description: "To cluster DNS",
        },
        { parent: this },
      );
      this.createIngress(`to-dns-${ipProtocol}`, {
        securityGroupId: args.clusterSecurityGroupId,
        referencedSecurityGroupId: group.id,
        ipProtocol,
        port: dnsPort,
        description: `DNS queries of ${this.name}`,
      });
    }
  }

  /** The one rule by range: processors and AWS have no group, and their addresses change. */
  private callHttps(group: aws.ec2.SecurityGroup): void {
    new aws.vpc.SecurityGroupEgressRule(
      `${this.name}-to-https`,
      {
        securityGroupId: group.id,
        cidrIpv4: "0.0.0.0/0",
        ipProtocol: "tcp",
        fromPort: httpsPort,
        toPort: httpsPort,
        description: "To payment processors and AWS",
      },
      { parent: this },
    );
  }

  private reachEndpoints(group: aws.ec2.SecurityGroup, args: WorkloadSecurityGroupArgs): void {
    this.createIngress("to-endpoints", {
      securityGroupId: args.endpointSecurityGroupId,
      referencedSecurityGroupId: group.id,
      ipProtocol: "tcp",
      port: httpsPort,
      description: `Pods of ${this.name}`,
    });
  }

  private createIngress(role: string, { port, ...rule }: IngressRule): void {
    new aws.vpc.SecurityGroupIngressRule(
      `${this.name}-${role}`,
      { ...rule, fromPort: port, toPort: port },
      { parent: this },
    );
  }
}

/** A rule of one port between two groups. */
interface IngressRule {
  readonly securityGroupId: pulumi.Input<string>;
  readonly referencedSecurityGroupId: pulumi.Input<string>;
  readonly ipProtocol: string;
  readonly port: number;
  readonly description: string;
}
