// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";

import type { Given, RefusalCase } from "../../support/refusal-case";
import { named, wrongArguments } from "../../support/refusal-shorthand";
import { makeCluster, roleFor } from "./clusters";
import { subnetsOf } from "./networks";
import { keysOfTwoRegions } from "./keys";

const cluster = "aws:eks/cluster:Cluster";
const nobody = "arn:aws:iam::111122223333:role/nobody";

const clusters = wrongArguments<aws.eks.ClusterArgs>(
  cluster,
  (given, wrong) => {
    makeCluster(given, wrong);
  },
  [
    [
      "check InvalidParameterException name",
      "a cluster's name with a space",
      { name: "the cluster" },
    ],
    [
      "check InvalidParameterException accessConfig.authenticationMode",
      "access by a mode that EKS hasn't",
      { accessConfig: { authenticationMode: "IAM" } },
    ],
    [
      "check InvalidParameterException enabledClusterLogTypes",
      "logs of etcd",
      { enabledClusterLogTypes: ["api", "etcd"] },
    ],
    [
      "check InvalidParameterException kubernetesNetworkConfig.serviceIpv4Cidr",
      "services in a public range",
      { kubernetesNetworkConfig: { serviceIpv4Cidr: "100.64.0.0/16" } },
    ],
    [
      "create InvalidParameterException version",
      "a version of Kubernetes out of support",
      { version: "1.24" },
    ],
    [
      "update InvalidParameterException version",
      "an upgrade that leaves a version out",
      { version: "1.36" },
    ],
    [
      "update InvalidParameterException accessConfig.authenticationMode",
      "a way back from access entries",
      { accessConfig: { authenticationMode: "CONFIG_MAP" } },
    ],
    [
      "create InvalidParameterException kubernetesNetworkConfig.serviceIpv4Cidr",
      "services in the VPC's range",
      { kubernetesNetworkConfig: { serviceIpv4Cidr: "10.1.0.0/20" } },
    ],
    [
      "write InvalidParameterException roleArn",
      "a cluster whose role isn't there",
      { roleArn: nobody },
    ],
    [
      "write InvalidParameterException vpcConfig.subnetIds",
      "a cluster in a subnet that isn't there",
      { vpcConfig: { subnetIds: ["subnet-0123456789abcdef0"] } },
    ],
  ],
);

/** What the cluster's network has wrong, with good subnets where the case has nothing to say. */
function placed(
  rule: Parameters<typeof named>[0],
  what: string,
  make: (given: Given) => Partial<aws.types.input.eks.ClusterVpcConfig>,
): RefusalCase {
  return {
    ...named(rule),
    what,
    token: cluster,
    program: (given) => {
      const subnetIds = subnetsOf(given);
      const wrong = make(given);
      const vpcConfig = { subnetIds, ...(given.mistake ? wrong : {}) };
      makeCluster(given, { vpcConfig }, subnetIds);
    },
  };
}

const places: readonly RefusalCase[] = [
  placed(
    "write InvalidParameterException vpcConfig.subnetIds",
    "a cluster in one zone",
    (given) => ({ subnetIds: subnetsOf(given, ["a"], "other") }),
  ),
  placed(
    "write InvalidParameterException vpcConfig.subnetIds",
    "a cluster in two VPCs",
    (given) => ({
      subnetIds: [...subnetsOf(given, ["a"], "one"), ...subnetsOf(given, ["b"], "two")],
    }),
  ),
  placed(
    "write UnsupportedAvailabilityZoneException vpcConfig.subnetIds",
    "a cluster in a zone that EKS doesn't use",
    (given) => ({ subnetIds: subnetsOf(given, ["a", "e"], "other") }),
  ),
  placed(
    "write InvalidParameterException vpcConfig.securityGroupIds",
    "a cluster with a security group of another VPC",
    ({ aws, name }) => {
      const vpc = new aws.ec2.Vpc(`${name}-other`, { cidrBlock: "10.2.0.0/16" });
      const group = new aws.ec2.SecurityGroup(`${name}-group`, { vpcId: vpc.id });
      return { securityGroupIds: [group.id] };
    },
  ),
  placed(
    "write InvalidParameterException vpcConfig.endpointPrivateAccess",
    "a cluster without an endpoint",
    () => ({ endpointPublicAccess: false, endpointPrivateAccess: false }),
  ),
  placed(
    "write InvalidParameterException vpcConfig.publicAccessCidrs",
    "public access from a private range",
    () => ({ publicAccessCidrs: ["10.0.0.0/8"] }),
  ),
];

export const eksClusters: readonly RefusalCase[] = [
  ...clusters,
  ...places,
  {
    ...named("write InvalidParameterException roleArn"),
    what: "a cluster whose role is for another service",
    token: cluster,
    program: (given) => {
      const nodes = roleFor(given, "ec2.amazonaws.com");
      makeCluster(given, given.mistake ? { roleArn: nodes.arn } : {});
    },
  },
  {
    ...named("write InvalidParameterException encryptionConfig.provider.keyArn"),
    what: "a cluster's key in another region",
    token: cluster,
    program: (given) => {
      const { here, there } = keysOfTwoRegions(given);
      const provider = { keyArn: (given.mistake ? there : here).arn };
      makeCluster(given, { encryptionConfig: { provider, resources: ["secrets"] } });
    },
  },
  {
    ...named("delete InvalidRequestException deletionProtection"),
    what: "the deletion of a protected cluster",
    token: cluster,
    program: (given) => {
      if (!given.mistake) makeCluster(given, { deletionProtection: true });
    },
  },
  {
    ...named("delete ResourceInUseException name"),
    what: "the deletion of a cluster with nodes",
    token: cluster,
    program: (given) => {
      const subnetIds = subnetsOf(given);
      const dependsOn = given.mistake ? [] : [makeCluster(given, {}, subnetIds).cluster];
      new given.aws.eks.NodeGroup(
        `${given.name}-nodes`,
        {
          clusterName: `${given.name}-cluster`,
          nodeRoleArn: roleFor(given, "ec2.amazonaws.com").arn,
          subnetIds,
          scalingConfig: { minSize: 1, desiredSize: 1, maxSize: 1 },
        },
        { dependsOn },
      );
    },
  },
  {
    ...named("create ResourceInUseException name"),
    what: "a second cluster of a name",
    token: cluster,
    program: (given) => {
      const { aws, name, mistake } = given;
      const { cluster: first, subnetIds } = makeCluster(given);
      new aws.eks.Cluster(
        `${name}-second`,
        {
          name: mistake ? `${name}-cluster` : `${name}-other`,
          roleArn: first.roleArn,
          vpcConfig: { subnetIds },
        },
        { dependsOn: [first] },
      );
    },
  },
];
