// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

type Tags = pulumi.Input<Record<string, pulumi.Input<string>>>;

/** The control plane's group and its way out. */
export function createClusterSecurityGroup(
  name: string,
  args: { readonly vpcId: pulumi.Input<string>; readonly tags?: Tags; readonly groupTags?: Tags },
  parent: pulumi.Resource,
): aws.ec2.SecurityGroup {
  const group = new aws.ec2.SecurityGroup(
    `${name}-eksClusterSecurityGroup`,
    {
      vpcId: args.vpcId,
      revokeRulesOnDelete: true,
      tags: named(`${name}-eksClusterSecurityGroup`, args.groupTags, args.tags),
    },
    { parent },
  );
  createRule(`${name}-eksClusterInternetEgressRule`, internetEgress(group.id), parent);
  return group;
}

export interface NodeSecurityGroupArgs {
  readonly vpcId: pulumi.Input<string>;
  readonly clusterSecurityGroupId: pulumi.Input<string>;
  readonly clusterName: pulumi.Input<string>;
  readonly tags?: Tags;
  readonly groupTags?: Tags;
}

/** The nodes' group with its rules, and the rule that lets the nodes reach the API server. */
export function createNodeSecurityGroup(
  name: string,
  args: NodeSecurityGroupArgs,
  parent: pulumi.Resource,
): { group: aws.ec2.SecurityGroup; clusterIngressRule: aws.ec2.SecurityGroupRule } {
  const owned = pulumi
    .output(args.clusterName)
    .apply((cluster) => ({ [`kubernetes.io/cluster/${cluster}`]: "owned" }));
  const group = new aws.ec2.SecurityGroup(
    `${name}-nodeSecurityGroup`,
    {
      vpcId: args.vpcId,
      revokeRulesOnDelete: true,
      tags: named(`${name}-nodeSecurityGroup`, owned, args.groupTags, args.tags),
    },
    { parent },
  );
  const rules = nodeRules(group.id, args.clusterSecurityGroupId);
  for (const [role, rule] of Object.entries(rules)) createRule(`${name}-${role}`, rule, parent);
  const clusterIngressRule = createRule(
    `${name}-eksClusterIngressRule`,
    {
      description: "Allow pods to communicate with the cluster API Server",
      type: "ingress",
      fromPort: 443,
      toPort: 443,
      protocol: "tcp",
      securityGroupId: args.clusterSecurityGroupId,
      sourceSecurityGroupId: group.id,
    },
    parent,
  );
  return { group, clusterIngressRule };
}

function nodeRules(
  groupId: pulumi.Input<string>,
  clusterGroupId: pulumi.Input<string>,
): Record<string, aws.ec2.SecurityGroupRuleArgs> {
  const fromControlPlane = {
    type: "ingress",
    protocol: "tcp",
    securityGroupId: groupId,
    sourceSecurityGroupId: clusterGroupId,
  };
  return {
    eksNodeIngressRule: {
      description: "Allow nodes to communicate with each other",
      type: "ingress",
      fromPort: 0,
      toPort: 0,
      protocol: "-1",
      securityGroupId: groupId,
      self: true,
    },
    eksNodeClusterIngressRule: {
      ...fromControlPlane,
      description:
        "Allow worker Kubelets and pods to receive communication from the cluster control plane",
      fromPort: 1025,
      toPort: 65535,
    },
    eksExtApiServerClusterIngressRule: {
      ...fromControlPlane,
      description:
        "Allow pods running extension API servers on port 443 to receive communication from cluster control plane",
      fromPort: 443,
      toPort: 443,
    },
    eksNodeInternetEgressRule: internetEgress(groupId),
  };
}

function internetEgress(securityGroupId: pulumi.Input<string>): aws.ec2.SecurityGroupRuleArgs {
  return {
    description: "Allow internet access.",
    type: "egress",
    fromPort: 0,
    toPort: 0,
    protocol: "-1",
    cidrBlocks: ["0.0.0.0/0"],
    securityGroupId,
  };
}

function createRule(
  name: string,
  args: aws.ec2.SecurityGroupRuleArgs,
  parent: pulumi.Resource,
): aws.ec2.SecurityGroupRule {
  return new aws.ec2.SecurityGroupRule(name, args, { parent });
}

/** A Name tag under other tags, the last of which win. */
export function named(
  name: string,
  ...others: (Tags | undefined)[]
): pulumi.Output<Record<string, string>> {
  return pulumi
    .all(others.map((tags) => pulumi.output(tags ?? {})))
    .apply((known) => Object.assign({ Name: name }, ...known) as Record<string, string>);
}
