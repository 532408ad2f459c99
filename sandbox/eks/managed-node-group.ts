// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as eks from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";

import { absent, demand } from "./requirements";

/** Arguments that need user data or a placement group, which the stand-in doesn't make. */
const unbuilt = [
  "amiId",
  "bootstrapExtraArgs",
  "bottlerocketSettings",
  "enableEfaSupport",
  "gpu",
  "kubeletExtraArgs",
  "nodeadmExtraOptions",
  "operatingSystem",
  "userData",
];

/** `eks:index:ManagedNodeGroup`: one node group, with a launch template where IMDS is asked for. */
export class ManagedNodeGroup extends pulumi.ComponentResource {
  /** What a program may read of the component. */
  readonly state: pulumi.Inputs;

  constructor(
    private readonly name: string,
    inputs: pulumi.Inputs,
    options: pulumi.ComponentResourceOptions,
  ) {
    super("eks:index:ManagedNodeGroup", name, inputs, options);
    const args = inputs as eks.ManagedNodeGroupArgs;
    demand("eks:index:ManagedNodeGroup", [
      ...absent(inputs, unbuilt),
      {
        property: "nodeRole",
        met: (args.nodeRole === undefined) !== (args.nodeRoleArn === undefined),
        reason: "set either nodeRole or nodeRoleArn",
      },
    ]);
    const nodeGroup = this.createNodeGroup(args);
    this.state = { nodeGroup, placementGroupName: "" };
    this.registerOutputs(this.state);
  }

  private createNodeGroup(args: eks.ManagedNodeGroupArgs): aws.eks.NodeGroup {
    const core = coreOf(args.cluster);
    const launchTemplate = this.createLaunchTemplate(args);
    const roleArn = args.nodeRoleArn ?? pulumi.output(args.nodeRole).apply((role) => role?.arn);
    return new aws.eks.NodeGroup(
      this.name,
      {
        amiType: args.amiType,
        capacityType: args.capacityType,
        clusterName: args.clusterName ?? core.cluster.name,
        diskSize: launchTemplate ? undefined : args.diskSize,
        forceUpdateVersion: args.forceUpdateVersion,
        instanceTypes: args.instanceTypes,
        labels: args.labels,
        launchTemplate: launchTemplate ?? args.launchTemplate,
        nodeGroupName: args.nodeGroupName,
        nodeGroupNamePrefix: args.nodeGroupNamePrefix,
        nodeRoleArn: roleArn as pulumi.Output<string>,
        releaseVersion: args.releaseVersion,
        remoteAccess: args.remoteAccess,
        scalingConfig: pulumi.output(args.scalingConfig).apply((sizes) => ({
          desiredSize: sizes?.desiredSize ?? 2,
          minSize: sizes?.minSize ?? 1,
          maxSize: sizes?.maxSize ?? 2,
        })),
        subnetIds: args.subnetIds ?? core.subnetIds,
        tags: args.tags,
        taints: args.taints,
        // With a launch template of the program's own, its AMI decides the version.
        version: args.version ?? (args.launchTemplate ? undefined : core.cluster.version),
      },
      {
        parent: this,
        ignoreChanges: args.ignoreScalingChanges ? ["scalingConfig.desiredSize"] : [],
      },
    );
  }

  private createLaunchTemplate(
    args: eks.ManagedNodeGroupArgs,
  ): aws.types.input.eks.NodeGroupLaunchTemplate | undefined {
    if (args.enableIMDSv2 === undefined) return undefined;
    const template = new aws.ec2.LaunchTemplate(
      `${this.name}-launchTemplate`,
      {
        blockDeviceMappings:
          args.diskSize === undefined
            ? undefined
            : [{ deviceName: deviceName(args.amiType), ebs: { volumeSize: args.diskSize } }],
        metadataOptions: {
          httpTokens: args.enableIMDSv2 ? "required" : "optional",
          httpPutResponseHopLimit: 2,
          httpEndpoint: "enabled",
        },
      },
      { parent: this },
    );
    return { id: template.id, version: template.latestVersion.apply(String) };
  }
}

function coreOf(
  cluster: eks.ManagedNodeGroupArgs["cluster"],
): pulumi.Output<eks.types.output.CoreData> {
  return pulumi
    .output(cluster as pulumi.Input<eks.Cluster | eks.types.output.CoreData>)
    .apply((known) =>
      eks.Cluster.isInstance(known)
        ? known.core
        : (pulumi.output(known) as pulumi.Output<eks.types.output.CoreData>),
    );
}

/** The volume that holds container images: Bottlerocket's is the second. */
function deviceName(amiType: pulumi.Input<string> | undefined): pulumi.Output<string> {
  return pulumi
    .output(amiType)
    .apply((type) => (type?.startsWith("BOTTLEROCKET") ? "/dev/xvdb" : "/dev/xvda"));
}
