// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { Given } from "../../support/refusal-case";
import { subnetsOf } from "./networks";
import { trust } from "./policies";

/** A role that a service may assume. */
export function roleFor(
  { aws, name }: Given,
  service: string,
  actions?: readonly string[],
): aws.iam.Role {
  const [role = ""] = service.split(".");
  return new aws.iam.Role(`${name}-${role}`, { assumeRolePolicy: trust(service, actions) });
}

export interface GoodCluster {
  readonly cluster: aws.eks.Cluster;
  readonly subnetIds: pulumi.Output<string>[];
}

/** A cluster with all that it needs. */
export function makeCluster(
  given: Given,
  wrong: Partial<aws.eks.ClusterArgs> = {},
  subnetIds = subnetsOf(given),
): GoodCluster {
  const cluster = new given.aws.eks.Cluster(`${given.name}-cluster`, {
    name: `${given.name}-cluster`,
    roleArn: roleFor(given, "eks.amazonaws.com").arn,
    version: "1.34",
    vpcConfig: { subnetIds },
    accessConfig: { authenticationMode: "API" },
    ...wrong,
  });
  return { cluster, subnetIds };
}

/** A node group with its role. */
export function makeNodes(
  given: Given,
  { cluster, subnetIds }: GoodCluster,
  wrong: Partial<aws.eks.NodeGroupArgs> = {},
): aws.eks.NodeGroup {
  return new given.aws.eks.NodeGroup(`${given.name}-nodes`, {
    clusterName: cluster.name,
    nodeRoleArn: roleFor(given, "ec2.amazonaws.com").arn,
    subnetIds,
    instanceTypes: ["m7g.large"],
    amiType: "AL2023_ARM_64_STANDARD",
    scalingConfig: { minSize: 1, desiredSize: 2, maxSize: 3 },
    ...wrong,
  });
}
