// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** What ClientAccess needs. */
export interface ClientAccessArgs {
  /** What listens, for the descriptions: `PostgreSQL`. AWS replaces the group when it changes. */
  readonly service: string;
  /** TCP port that clients connect to. */
  readonly port: number;
  /** VPC of the security group. */
  readonly vpcId: pulumi.Input<string>;
  /** Security groups whose members may connect, by a short name that becomes the rule's. */
  readonly clientSecurityGroupIds: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * The security group of a data store: clients are let in by their group, never by their address, and
 * there is no rule for egress, because a data store answers and never calls.
 *
 * @example
 * new ClientAccess("database-access", {
 *   service: "PostgreSQL", port: 5432, vpcId, clientSecurityGroupIds: { pods: podGroupId },
 * }, { parent: this });
 */
export class ClientAccess extends pulumi.ComponentResource {
  /** The group to put on the data store. */
  public readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: ClientAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:data:ClientAccess", name, {}, opts);
    const group = new aws.ec2.SecurityGroup(
      `${name}-group`,
      { vpcId: args.vpcId, description: `${args.service} of the payment platform` },
      { parent: this },
    );
    for (const client of Object.keys(args.clientSecurityGroupIds)) {
      this.createRule(`${name}-from-${client}`, args, group, client);
    }
    this.securityGroupId = group.id;
    this.registerOutputs({ securityGroupId: this.securityGroupId });
  }

  private createRule(
    name: string,
    args: ClientAccessArgs,
    group: aws.ec2.SecurityGroup,
    client: string,
  ): void {
    new aws.vpc.SecurityGroupIngressRule(
      name,
      {
        securityGroupId: group.id,
        referencedSecurityGroupId: args.clientSecurityGroupIds[client],
        ipProtocol: "tcp",
        fromPort: args.port,
        toPort: args.port,
        description: `${args.service} from ${client}`,
      },
      { parent: this },
    );
  }
}
