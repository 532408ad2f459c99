// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as eks from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";

import type { SubnetIds } from "../network/placement";
import type { Issue } from "../shared/issues";
import { serviceTrust } from "../shared/policy-document";
import { toGibibytes, type Size } from "../shared/units";
import { assertNoIssues } from "../shared/validation";
import { childrenOfType } from "./child-inputs";
import { amiTypes, type Architecture, instanceTypeIssues } from "./instance-types";

export interface NodeGroupArgs {
  /** The cluster's component; see EksCluster. */
  readonly cluster: eks.Cluster;
  /** Kubernetes minor version of the nodes; raise the cluster's first. */
  readonly version: string;
  /** Private subnets, one per availability zone. */
  readonly subnetIds: SubnetIds;
  /** Processor of the nodes; images have to be built for it. Changing it replaces nodes. */
  readonly architecture: Architecture;
  /** Instance types of that processor, in order of preference. Changing them replaces nodes. */
  readonly instanceTypes: readonly string[];
  /** Fewest nodes. */
  readonly minimum: number;
  /** Nodes at creation; afterwards the autoscaler decides. */
  readonly desired: number;
  /** Most nodes. */
  readonly maximum: number;
  /** Key of the same region that encrypts the nodes' disks; its policy allows `ebs`. */
  readonly volumeKeyArn: pulumi.Input<string>;
  /**
   * Root disk of a node: images, logs and what pods write.
   * @default "80 GiB"
   */
  readonly volumeSize?: Size;
  /**
   * Kubernetes labels of the nodes.
   * @default - none but those of EKS
   */
  readonly labels?: Readonly<Record<string, string>>;
}

/** What NodeGroup does where its user says nothing. */
export const nodeGroupDefaults = {
  volumeSize: "80 GiB",
} as const satisfies Partial<NodeGroupArgs>;

/** @see https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html */
const nodePolicies = [
  "AmazonEKSWorkerNodePolicy",
  "AmazonEC2ContainerRegistryPullOnly",
  "AmazonEKS_CNI_Policy",
];

/** Where Amazon Linux 2023 has its root disk. */
const rootDevice = "/dev/xvda";

/**
 * Worker nodes over all zones of a region: Amazon Linux 2023, encrypted disks, and a metadata
 * service that pods can't reach.
 *
 * A standby region has as many nodes as the active one, because in a regional event new instances
 * may not start. One node is replaced at a time, and a node that stays unhealthy is repaired.
 *
 * @example
 * new NodeGroup("nodes", {
 *   cluster: cluster.component,
 *   version: "1.35",
 *   subnetIds: vpc.privateSubnetIds,
 *   architecture: "arm64",
 *   instanceTypes: ["m7g.large"],
 *   minimum: 3,
 *   desired: 3,
 *   maximum: 9,
 *   volumeKeyArn: key.arn,
 * });
 */
export class NodeGroup extends pulumi.ComponentResource {
  /** ARN of the nodes' role. */
  public readonly nodeRoleArn: pulumi.Output<string>;
  /** Name of the node group that EKS manages. */
  public readonly nodeGroupName: pulumi.Output<string>;

  constructor(name: string, args: NodeGroupArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:cluster:NodeGroup", name, {}, opts);
    assertNoIssues(this, [
      ...instanceTypeIssues(args.instanceTypes, args.architecture, "instanceTypes"),
      ...sizeIssues(args),
    ]);

    const role = this.createRole(name);
    const policies = this.attachPolicies(name, role);
    const template = this.createLaunchTemplate(name, args);
    const nodes = this.createNodes(name, args, role, template, policies);

    this.nodeRoleArn = role.arn;
    this.nodeGroupName = nodes.nodeGroup.nodeGroupName;
    this.registerOutputs({ nodeRoleArn: this.nodeRoleArn, nodeGroupName: this.nodeGroupName });
  }

  private createRole(name: string): aws.iam.Role {
    return new aws.iam.Role(
      `${name}-role`,
      {
        description: "What the cluster's nodes may do",
        assumeRolePolicy: serviceTrust("ec2.amazonaws.com"),
      },
      { parent: this },
    );
  }

  private attachPolicies(name: string, role: aws.iam.Role): aws.iam.RolePolicyAttachment[] {
    return nodePolicies.map(
      (policy) =>
        new aws.iam.RolePolicyAttachment(
          `${name}-${policy}`,
          { role: role.name, policyArn: `arn:aws:iam::aws:policy/${policy}` },
          { parent: this },
        ),
    );
  }

  private createLaunchTemplate(name: string, args: NodeGroupArgs): aws.ec2.LaunchTemplate {
    const volumeSize = toGibibytes(args.volumeSize ?? nodeGroupDefaults.volumeSize);
    return new aws.ec2.LaunchTemplate(
      `${name}-template`,
      {
        updateDefaultVersion: true,
        metadataOptions: {
          httpEndpoint: "enabled",
          httpTokens: "required",
          // One hop ends at the node: a pod can't take the node's rights. What needs AWS rights has
          // Pod Identity, and the agents that do read metadata share the node's network.
          // https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
          httpPutResponseHopLimit: 1,
        },
        blockDeviceMappings: [
          {
            deviceName: rootDevice,
            ebs: {
              volumeType: "gp3",
              volumeSize,
              encrypted: "true",
              kmsKeyId: args.volumeKeyArn,
              deleteOnTermination: "true",
            },
          },
        ],
        tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
          resourceType,
          tags: { Name: name },
        })),
      },
      { parent: this },
    );
  }

  private createNodes(
    name: string,
    args: NodeGroupArgs,
    role: aws.iam.Role,
    template: aws.ec2.LaunchTemplate,
    policies: aws.iam.RolePolicyAttachment[],
  ): eks.ManagedNodeGroup {
    const { minimum, desired, maximum, instanceTypes } = args;
    return new eks.ManagedNodeGroup(
      name,
      {
        cluster: args.cluster,
        version: args.version,
        nodeRoleArn: role.arn,
        subnetIds: args.subnetIds,
        instanceTypes: [...instanceTypes],
        amiType: amiTypes[args.architecture],
        scalingConfig: { minSize: minimum, desiredSize: desired, maxSize: maximum },
        ignoreScalingChanges: true,
        launchTemplate: {
          id: template.id,
          version: template.latestVersion.apply((version) => String(version)),
        },
        labels: args.labels,
      },
      {
        parent: this,
        // A node whose role lacks a policy never joins; one whose role loses it can't leave cleanly.
        dependsOn: policies,
        transforms: [childrenOfType("aws:eks/nodeGroup:NodeGroup", { inputs: () => upkeep })],
      },
    );
  }
}

/**
 * What `eks.ManagedNodeGroup` has no argument for.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/node-health.html
 */
const upkeep = { updateConfig: { maxUnavailable: 1 }, nodeRepairConfig: { enabled: true } };

function sizeIssues({ minimum, desired, maximum }: NodeGroupArgs): Issue[] {
  const sizes = [minimum, desired, maximum];
  const ordered = sizes.every((size, index) => size >= (sizes[index - 1] ?? 1));
  if (ordered && sizes.every((size) => Number.isInteger(size))) return [];
  return [
    {
      path: "desired",
      problem: "must be whole numbers, 1 <= minimum <= desired <= maximum",
      got: sizes,
      fix: "put the three sizes in that order",
    },
  ];
}
