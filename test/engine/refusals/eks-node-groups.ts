// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";

import type { RefusalCase } from "../../support/refusal-case";
import { named, wrongArguments, type Wrong } from "../../support/refusal-shorthand";
import { makeCluster, makeNodes, roleFor } from "./clusters";
import { subnetsOf } from "./networks";

const nodeGroup = "aws:eks/nodeGroup:NodeGroup";

const nodeGroups = wrongArguments<aws.eks.NodeGroupArgs>(
  nodeGroup,
  (given, wrong) => {
    makeNodes(given, makeCluster(given), wrong);
  },
  [
    [
      "check InvalidParameterException nodeGroupName",
      "a node group's name with a dot",
      { nodeGroupName: "a.b" },
    ],
    [
      "check InvalidParameterException capacityType",
      "reserved nodes",
      { capacityType: "RESERVED" },
    ],
    [
      "create ResourceNotFoundException clusterName",
      "nodes of a cluster that isn't there",
      { clusterName: "nowhere" },
    ],
    [
      "write InvalidParameterException scalingConfig",
      "more nodes than the most",
      { scalingConfig: { minSize: 1, desiredSize: 5, maxSize: 3 } },
    ],
    ...(["minSize", "desiredSize", "maxSize"] as const).map(
      (size): Wrong<aws.eks.NodeGroupArgs> => [
        `check InvalidParameterException scalingConfig.${size}`,
        `a node group's ${size} below 0`,
        { scalingConfig: { minSize: 1, desiredSize: 2, maxSize: 3, [size]: -1 } },
      ],
    ),
    [
      "create InvalidParameterException launchTemplate.id",
      "a launch template without id or name",
      { launchTemplate: { version: "1" } },
    ],
    [
      "create InvalidParameterException instanceTypes",
      "an instance type that the region lacks",
      { instanceTypes: ["m7.large"] },
    ],
    [
      "create InvalidParameterException amiType",
      "an image of another architecture",
      { amiType: "AL2023_x86_64_STANDARD" },
    ],
    [
      "write InvalidParameterException subnetIds",
      "nodes in a subnet that isn't there",
      { subnetIds: ["subnet-0123456789abcdef0"] },
    ],
    [
      "write InvalidParameterException version",
      "nodes that are newer than their cluster",
      { version: "1.35" },
    ],
    [
      "write InvalidParameterException nodeRoleArn",
      "nodes whose role isn't there",
      { nodeRoleArn: "arn:aws:iam::111122223333:role/nobody" },
    ],
    [
      "write InvalidRequestException launchTemplate.id",
      "nodes of a launch template that isn't there",
      { launchTemplate: { id: "lt-0123456789abcdef0", version: "1" } },
    ],
  ],
);

export const eksNodeGroups: readonly RefusalCase[] = [
  ...nodeGroups,
  {
    ...named("create InvalidParameterException subnetIds"),
    what: "nodes outside of their cluster's VPC",
    token: nodeGroup,
    program: (given) => {
      const outside = subnetsOf(given, ["a"], "other");
      makeNodes(given, makeCluster(given), given.mistake ? { subnetIds: outside } : {});
    },
  },
  {
    ...named("write InvalidParameterException nodeRoleArn"),
    what: "nodes whose role is for another service",
    token: nodeGroup,
    program: (given) => {
      const pods = roleFor(given, "pods.eks.amazonaws.com");
      makeNodes(given, makeCluster(given), given.mistake ? { nodeRoleArn: pods.arn } : {});
    },
  },
  {
    ...named("create ResourceInUseException nodeGroupName"),
    what: "a second node group of a name",
    token: nodeGroup,
    program: (given) => {
      const { aws, name, mistake } = given;
      const { cluster, subnetIds } = makeCluster(given);
      const first = makeNodes(given, { cluster, subnetIds }, { nodeGroupName: "nodes" });
      new aws.eks.NodeGroup(
        `${name}-second`,
        {
          clusterName: cluster.name,
          nodeGroupName: mistake ? "nodes" : "others",
          nodeRoleArn: first.nodeRoleArn,
          scalingConfig: { minSize: 1, desiredSize: 1, maxSize: 1 },
          subnetIds,
        },
        { dependsOn: [first] },
      );
    },
  },
];
