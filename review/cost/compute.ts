// SPDX-License-Identifier: Apache-2.0
import type { Resource } from "../../policy/lib/graph";
import type { Meters, Site } from "./meter";
import { hoursPerMonth } from "./volumes";

/**
 * GiB of a node's disk where no launch template says more.
 *
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html
 */
const defaultDiskGib = 20;

/** Instance type that a node group takes where none is given; same source. */
const defaultInstanceType = "t3.medium";

/** Clusters, their nodes, and the images that run there. */
export const computeMeters: Meters = {
  "aws:eks/cluster:Cluster": (_, { volumes, isActive }) => [
    { part: "control planes", item: "eks:control-plane", quantity: hoursPerMonth },
    // What the pods send; by the cluster, since the count of nodes doesn't change it.
    ...(isActive
      ? [
          {
            part: "NAT gateways: data",
            item: "nat:data",
            quantity: volumes.processorGb,
          },
          {
            part: "transfer to the internet",
            item: "transfer:to-internet",
            quantity: volumes.egressGb,
          },
        ]
      : []),
  ],
  "aws:eks/nodeGroup:NodeGroup": (group, site) => {
    const nodes = group.at("scalingConfig", "desiredSize").number() ?? 0;
    // The first is what it gets while there is any.
    const type = group.at("instanceTypes", 0).text() ?? defaultInstanceType;
    return [
      { part: "nodes", item: `ec2:${type}`, quantity: nodes * hoursPerMonth },
      ...disksOf(group, site).map(({ type: kind, gib }) => ({
        part: "disks of the nodes",
        item: `ebs:${kind}`,
        quantity: nodes * gib,
      })),
    ];
  },
  "aws:ecr/repository:Repository": (_, { volumes }) => [
    { part: "images", item: "ecr:storage", quantity: volumes.imagesGb },
  ],
};

function disksOf(group: Resource, { graph }: Site): { type: string; gib: number }[] {
  const [template] = graph.referents(
    group.at("launchTemplate", "id"),
    "aws:ec2/launchTemplate:LaunchTemplate",
  );
  const disks = template?.at("blockDeviceMappings").items() ?? [];
  if (disks.length === 0) {
    return [{ type: "gp3", gib: group.at("diskSize").number() ?? defaultDiskGib }];
  }
  return disks.map((disk) => ({
    type: disk.at("ebs", "volumeType").text() ?? "gp3",
    gib: disk.at("ebs", "volumeSize").number() ?? defaultDiskGib,
  }));
}
