// SPDX-License-Identifier: Apache-2.0
import type { ResourceType, Rule, Self } from "../provider/resource-type";
import { text, texts } from "../provider/values";
import { arn } from "./arn";
import { addonRules } from "./eks-addon-rules";
import { clusterRules } from "./eks-cluster-rules";
import { newestAddonVersion } from "./eks-functions";
import { nodeGroupRules } from "./eks-node-group-rules";
import { clusterOf, clusterToken, eksApi, nodeGroupToken } from "./eks-places";
import { alreadyThere } from "./rules";
import { creationTime } from "./times";
import { uuid } from "./uuid";

const addonToken = "aws:eks/addon:Addon";
const source = "https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/eks";

/** Refuses what belongs to a cluster that isn't there. */
export const clusterMissing: Rule = {
  code: "ResourceNotFoundException",
  property: "clusterName",
  stage: "create",
  source: `${eksApi}/API_DescribeCluster.html`,
  refuses: (self) =>
    clusterOf(self) === undefined
      ? `No cluster found for name: ${text(self.inputs, "clusterName")}.`
      : undefined,
};

/** Clusters, node groups and add-ons. */
export const eks: readonly ResourceType[] = [
  {
    token: clusterToken,
    source: `${source}/cluster.go`,
    id: ({ inputs }) => text(inputs, "name") ?? "",
    autoName: { property: "name", maximumLength: 255 },
    replaceOn: [
      "name",
      "roleArn",
      "bootstrapSelfManagedAddons",
      "accessConfig.bootstrapClusterCreatorAdminPermissions",
      "kubernetesNetworkConfig.ipFamily",
      "kubernetesNetworkConfig.serviceIpv4Cidr",
      "outpostConfig",
    ],
    // Encryption can be added to a cluster; it can't be taken away.
    replaceWhen: (before, after) =>
      before.encryptionConfig !== undefined && after.encryptionConfig === undefined
        ? ["encryptionConfig"]
        : [],
    defaults: {
      accessConfig: { authenticationMode: "CONFIG_MAP" },
      bootstrapSelfManagedAddons: true,
      controlPlaneScalingConfig: { tier: "standard" },
      deletionProtection: false,
      kubernetesNetworkConfig: { ipFamily: "ipv4", serviceIpv4Cidr: "172.20.0.0/16" },
      upgradePolicy: { supportType: "EXTENDED" },
      version: "1.34",
      vpcConfig: {
        endpointPrivateAccess: false,
        endpointPublicAccess: true,
        publicAccessCidrs: ["0.0.0.0/0"],
      },
    },
    parts: ["vpcConfig.clusterSecurityGroupId", "vpcConfig.vpcId"],
    outputs: clusterOutputs,
    rules: [
      alreadyThere(clusterToken, "regional", {
        code: "ResourceInUseException",
        property: "name",
        source: `${eksApi}/API_CreateCluster.html`,
      }),
      ...clusterRules,
    ],
  },
  {
    token: nodeGroupToken,
    source: `${source}/node_group.go`,
    id: ({ inputs }) => `${text(inputs, "clusterName")}:${text(inputs, "nodeGroupName")}`,
    autoName: { property: "nodeGroupName", maximumLength: 255 },
    replaceOn: [
      "amiType",
      "capacityType",
      "clusterName",
      "diskSize",
      "instanceTypes",
      "launchTemplate.id",
      "launchTemplate.name",
      "nodeGroupName",
      "nodeGroupNamePrefix",
      "nodeRoleArn",
      "remoteAccess",
      "subnetIds",
    ],
    defaults: {
      capacityType: "ON_DEMAND",
      nodeRepairConfig: { enabled: false },
      updateConfig: { maxUnavailable: 1 },
    },
    outputs: nodeGroupOutputs,
    rules: [
      clusterMissing,
      alreadyThere(nodeGroupToken, "regional", {
        code: "ResourceInUseException",
        property: "nodeGroupName",
        source: `${eksApi}/API_CreateNodegroup.html`,
      }),
      ...nodeGroupRules,
    ],
  },
  {
    token: addonToken,
    source: `${source}/addon.go`,
    id: ({ inputs }) => `${text(inputs, "clusterName")}:${text(inputs, "addonName")}`,
    replaceOn: ["addonName", "clusterName"],
    outputs: (self) => {
      const name = text(self.inputs, "addonName") ?? "";
      const cluster = text(self.inputs, "clusterName") ?? "";
      const version = text(clusterOf(self)?.inputs ?? {}, "version") ?? "";
      return {
        arn: arn(self, "eks", `addon/${cluster}/${name}/${uuid(self.digest(32))}`),
        addonVersion: text(self.inputs, "addonVersion") ?? newestAddonVersion(name, version),
        configurationValues: text(self.inputs, "configurationValues") ?? "",
        createdAt: creationTime,
        modifiedAt: creationTime,
      };
    },
    rules: [
      clusterMissing,
      alreadyThere(addonToken, "regional", {
        code: "ResourceInUseException",
        property: "addonName",
        source: `${eksApi}/API_CreateAddon.html`,
      }),
      ...addonRules,
    ],
  },
];

function clusterOutputs(self: Self): Record<string, unknown> {
  const key = self.digest(32).toUpperCase();
  const [subnetId = ""] = texts(self.inputs, "vpcConfig.subnetIds");
  const subnet = self.cloud.find("aws:ec2/subnet:Subnet", subnetId);
  const authority = `-----BEGIN CERTIFICATE-----\n${self.digest(64)}\n-----END CERTIFICATE-----\n`;
  return {
    arn: arn(self, "eks", `cluster/${self.id}`),
    certificateAuthority: { data: Buffer.from(authority).toString("base64") },
    // Only a cluster on an Outpost has one.
    clusterId: "",
    createdAt: creationTime,
    endpoint: `https://${key}.gr7.${self.region}.eks.amazonaws.com`,
    identities: [
      { oidcs: [{ issuer: `https://oidc.eks.${self.region}.amazonaws.com/id/${key}` }] },
    ],
    platformVersion: "eks.1",
    status: "ACTIVE",
    vpcConfig: {
      clusterSecurityGroupId: `sg-${self.digest(17)}`,
      vpcId: text(subnet?.inputs ?? {}, "vpcId") ?? "",
    },
  };
}

function nodeGroupOutputs(self: Self): Record<string, unknown> {
  const { inputs } = self;
  const name = text(inputs, "nodeGroupName") ?? "";
  const version = text(inputs, "version") ?? text(clusterOf(self)?.inputs ?? {}, "version") ?? "";
  const own = inputs.launchTemplate !== undefined;
  return {
    arn: arn(
      self,
      "eks",
      `nodegroup/${text(inputs, "clusterName")}/${name}/${uuid(self.digest(32))}`,
    ),
    amiType: inputs.amiType ?? "AL2023_x86_64_STANDARD",
    // A launch template of one's own says these two.
    diskSize: inputs.diskSize ?? (own ? 0 : 20),
    instanceTypes: inputs.instanceTypes ?? (own ? [] : ["t3.medium"]),
    releaseVersion: text(inputs, "releaseVersion") ?? `${version}.0-20260101`,
    resources: [
      {
        autoscalingGroups: [{ name: `eks-${name}-${uuid(self.digest(32))}` }],
        remoteAccessSecurityGroupId: "",
      },
    ],
    status: "ACTIVE",
    version,
  };
}
