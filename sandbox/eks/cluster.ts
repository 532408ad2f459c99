// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import type * as eks from "@pulumi/eks";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { createAccessEntries } from "./access-entries";
import { createAddon } from "./addons";
import { kubeconfigOf } from "./kubeconfig";
import { absent, demand } from "./requirements";
import { createClusterSecurityGroup, createNodeSecurityGroup, named } from "./security-groups";
import { ServiceRole } from "./service-role";
import { VpcCniAddon } from "./vpc-cni-addon";

/** Arguments whose children, such as the default node group, the blueprint never asks for. */
const unbuilt = [
  "autoMode",
  "createInstanceRole",
  "createOidcProvider",
  "creationRoleProvider",
  "fargate",
  "instanceRole",
  "instanceRoles",
  "nodeGroupOptions",
  "roleMappings",
  "storageClasses",
  "userMappings",
];

/** `eks:index:Cluster` without a default node group, with access entries as its only access. */
export class Cluster extends pulumi.ComponentResource {
  /** What a program may read of the component. */
  readonly state: pulumi.Inputs;

  private readonly vpcId: pulumi.Input<string>;
  private readonly clusterGroup?: aws.ec2.SecurityGroup;
  private readonly serviceRole?: ServiceRole;

  constructor(
    private readonly name: string,
    private readonly args: eks.ClusterArgs,
    options: pulumi.ComponentResourceOptions,
  ) {
    super("eks:index:Cluster", name, args, options);
    demand("eks:index:Cluster", [
      ...absent(args, unbuilt),
      {
        property: "skipDefaultNodeGroup",
        met: args.skipDefaultNodeGroup === true,
        reason: "the sandbox builds no default node group; set it to true",
      },
      {
        property: "authenticationMode",
        met: args.authenticationMode === "API",
        reason: 'the sandbox knows access entries only; set it to "API"',
      },
      {
        property: "vpcId",
        met: args.vpcId !== undefined,
        reason: "the sandbox has no default VPC; name one",
      },
    ]);
    this.vpcId = args.vpcId ?? "";
    if (args.serviceRole === undefined) this.serviceRole = this.createServiceRole();
    this.clusterGroup = this.createClusterGroup();
    const cluster = this.createCluster();
    this.createManagedAddons(cluster);
    const kubeconfig = kubeconfigOf(cluster);
    const provider = new kubernetes.Provider(
      `${name}-eks-k8s`,
      {
        kubeconfig: kubeconfig.apply((config) => JSON.stringify(config)),
        enableConfigMapMutable: args.enableConfigMapMutable,
      },
      { parent: this },
    );
    const entries = createAccessEntries(name, cluster, args.accessEntries ?? {}, this);
    const vpcCni = this.createVpcCni(cluster, provider, entries);
    const nodes = this.createNodeGroupSecurity(cluster);
    this.state = {
      ...this.groupState(cluster, nodes),
      ...issuerState(cluster),
      autoModeNodeRoleName: "",
      core: this.core(cluster, kubeconfig, provider, vpcCni),
      defaultNodeGroupAsgName: "",
      eksCluster: cluster,
      fargateProfileId: "",
      fargateProfileStatus: "",
      instanceRoles: [],
      kubeconfig,
      kubeconfigJson: pulumi.jsonStringify(kubeconfig),
    };
    this.registerOutputs(this.state);
  }

  private createServiceRole(): ServiceRole {
    return new ServiceRole(
      `${this.name}-eksRole`,
      {
        service: "eks.amazonaws.com",
        description: "Allows EKS to manage clusters on your behalf.",
        managedPolicies: ["AmazonEKSClusterPolicy"],
        assumeRoleActions: ["sts:AssumeRole", "sts:TagSession"],
        tags: this.args.tags,
      },
      { parent: this },
    );
  }

  private createClusterGroup(): aws.ec2.SecurityGroup | undefined {
    const { clusterSecurityGroup, clusterSecurityGroupTags, skipDefaultSecurityGroups, tags } =
      this.args;
    if (aws.ec2.SecurityGroup.isInstance(clusterSecurityGroup)) return clusterSecurityGroup;
    if (skipDefaultSecurityGroups) return undefined;
    const groupTags = clusterSecurityGroupTags;
    return createClusterSecurityGroup(this.name, { vpcId: this.vpcId, groupTags, tags }, this);
  }

  private createCluster(): aws.eks.Cluster {
    const { args } = this;
    return new aws.eks.Cluster(
      `${this.name}-eksCluster`,
      {
        name: args.name,
        roleArn: this.clusterRole().apply((role) => role.arn),
        kubernetesNetworkConfig: this.networkConfig(),
        bootstrapSelfManagedAddons: args.bootstrapSelfManagedAddons ?? true,
        vpcConfig: {
          securityGroupIds: this.clusterGroup && [this.clusterGroup.id],
          subnetIds: this.subnetIds(),
          endpointPrivateAccess: args.endpointPrivateAccess,
          endpointPublicAccess: args.endpointPublicAccess,
          publicAccessCidrs: args.publicAccessCidrs,
        },
        version: args.version,
        enabledClusterLogTypes: args.enabledClusterLogTypes,
        tags: named(`${this.name}-eksCluster`, args.clusterTags, args.tags),
        encryptionConfig: encryptionBy(args.encryptionConfigKeyArn),
        accessConfig: {
          authenticationMode: args.authenticationMode,
          bootstrapClusterCreatorAdminPermissions: true,
        },
        upgradePolicy: args.upgradePolicy,
        deletionProtection: args.deletionProtection,
      },
      {
        parent: this,
        ignoreChanges: [
          "accessConfig.bootstrapClusterCreatorAdminPermissions",
          "bootstrapSelfManagedAddons",
        ],
        // EKS takes a role whose policies are attached, and the role's ARN doesn't wait for that.
        dependsOn: this.serviceRole ? this.serviceRole.attachedRole : [],
      },
    );
  }

  private clusterRole(): pulumi.Output<aws.iam.Role> {
    return pulumi.output(
      this.args.serviceRole ?? this.serviceRole?.role,
    ) as pulumi.Output<aws.iam.Role>;
  }

  private networkConfig(): aws.eks.ClusterArgs["kubernetesNetworkConfig"] {
    const { kubernetesServiceIpAddressRange, ipFamily } = this.args;
    if (kubernetesServiceIpAddressRange === undefined && ipFamily === undefined) return undefined;
    return pulumi
      .all([kubernetesServiceIpAddressRange, ipFamily])
      .apply(([range, family = "ipv4"]) => ({
        serviceIpv4Cidr: family === "ipv4" ? range : undefined,
        ipFamily: family,
      }));
  }

  private subnetIds(): pulumi.Output<string[]> {
    const { subnetIds, publicSubnetIds, privateSubnetIds } = this.args;
    if (subnetIds !== undefined) return pulumi.output(subnetIds);
    return pulumi
      .all([pulumi.output(publicSubnetIds ?? []), pulumi.output(privateSubnetIds ?? [])])
      .apply((lists) => lists.flat());
  }

  /** CoreDNS needs nodes to run on: it comes only where it is asked for. */
  private createManagedAddons(cluster: aws.eks.Cluster): void {
    const { corednsAddonOptions, kubeProxyAddonOptions, tags } = this.args;
    if (kubeProxyAddonOptions?.enabled ?? true) {
      createAddon(this.name, "kube-proxy", { cluster, options: kubeProxyAddonOptions, tags }, this);
    }
    if (corednsAddonOptions?.enabled === true || corednsAddonOptions?.configurationValues) {
      createAddon(this.name, "coredns", { cluster, options: corednsAddonOptions, tags }, this);
    }
  }

  private createVpcCni(
    cluster: aws.eks.Cluster,
    provider: kubernetes.Provider,
    entries: aws.eks.AccessEntry[],
  ): VpcCniAddon | undefined {
    if (this.args.useDefaultVpcCni === true) return undefined;
    return new VpcCniAddon(
      `${this.name}-vpc-cni`,
      {
        ...this.args.vpcCniOptions,
        clusterName: cluster.name,
        clusterVersion: cluster.version,
        tags: this.args.tags,
      },
      // As the real component does: whoever patches the add-on has access by then.
      { parent: this, dependsOn: entries, providers: { kubernetes: provider } },
    );
  }

  private createNodeGroupSecurity(cluster: aws.eks.Cluster): NodeSecurity | undefined {
    if (this.args.skipDefaultSecurityGroups || this.clusterGroup === undefined) return undefined;
    return createNodeSecurityGroup(
      this.name,
      {
        vpcId: this.vpcId,
        clusterSecurityGroupId: this.clusterGroup.id,
        clusterName: cluster.name,
        groupTags: this.args.nodeSecurityGroupTags,
        tags: this.args.tags,
      },
      this,
    );
  }

  private groupState(cluster: aws.eks.Cluster, nodes: NodeSecurity | undefined): pulumi.Inputs {
    const ownGroupId = cluster.vpcConfig.clusterSecurityGroupId;
    return {
      clusterSecurityGroup: this.clusterGroup,
      clusterSecurityGroupId: this.clusterGroup?.id ?? ownGroupId,
      nodeSecurityGroup: nodes?.group,
      nodeSecurityGroupId: nodes?.group.id ?? ownGroupId,
      eksClusterIngressRule: nodes?.clusterIngressRule,
      clusterIngressRuleId: nodes?.clusterIngressRule.securityGroupRuleId ?? "",
    };
  }

  private core(
    cluster: aws.eks.Cluster,
    kubeconfig: pulumi.Output<object>,
    provider: kubernetes.Provider,
    vpcCni: VpcCniAddon | undefined,
  ): pulumi.Inputs {
    const { args } = this;
    return {
      accessEntries: Object.values(args.accessEntries ?? {}),
      cluster,
      clusterIamRole: this.clusterRole(),
      clusterSecurityGroup: this.clusterGroup,
      encryptionConfig: cluster.encryptionConfig,
      endpoint: cluster.endpoint,
      instanceRoles: [],
      kubeconfig,
      nodeGroupOptions: { version: args.version },
      nodeSecurityGroupTags: args.nodeSecurityGroupTags,
      privateSubnetIds: args.privateSubnetIds,
      provider,
      publicSubnetIds: args.publicSubnetIds,
      storageClasses: {},
      subnetIds: this.subnetIds(),
      tags: args.tags,
      vpcCni,
      vpcId: this.vpcId,
    };
  }
}

type NodeSecurity = ReturnType<typeof createNodeSecurityGroup>;

/** Kubernetes secrets are all that EKS encrypts with a key of ours. */
function encryptionBy(
  keyArn: pulumi.Input<string> | undefined,
): aws.types.input.eks.ClusterEncryptionConfig | undefined {
  return keyArn === undefined ? undefined : { provider: { keyArn }, resources: ["secrets"] };
}

function issuerState(cluster: aws.eks.Cluster): pulumi.Inputs {
  const url = cluster.identities.apply((identities) => identities[0]?.oidcs?.[0]?.issuer ?? "");
  return {
    oidcProviderArn: "",
    oidcProviderUrl: url,
    oidcIssuer: url.apply((issuer) => issuer.replace("https://", "")),
  };
}
