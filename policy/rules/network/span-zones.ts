// SPDX-License-Identifier: Apache-2.0
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

const endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";

export const spanZones = resourceRule({
  id: "span-zones",
  requirement:
    "Clusters, nodes, load balancers, interface endpoints and groups of data subnets span three zones.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "With two zones the loss of one takes half of the capacity, and of an endpoint in one zone all of it; with three it takes a third, which can be borne without new instances, that may not be had.",
  sources: [
    "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_fault_isolation_multiaz_region_system.html",
    "https://docs.aws.amazon.com/eks/latest/best-practices/reliability.html",
    "https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html",
  ],
  frameworks: [wellArchitected("REL10-BP01"), wellArchitected("REL11-BP05")],
  fix: "List a subnet of each of three zones.",
  settings: {
    minimumZones: {
      description: "Subnets, each of its own zone, that there have to be",
      default: 3,
      schema: { minimum: 2 },
    },
  },
  types: [
    endpoint,
    "aws:eks/cluster:Cluster",
    "aws:eks/nodeGroup:NodeGroup",
    "aws:elasticache/subnetGroup:SubnetGroup",
    "aws:lb/loadBalancer:LoadBalancer",
    "aws:rds/subnetGroup:SubnetGroup",
  ],
  check(resource, { config, violation }) {
    const lists = [
      resource.at("subnetIds"),
      resource.at("subnetMappings"),
      resource.at("subnets"),
      resource.at("vpcConfig", "subnetIds"),
    ];
    // How many there are is known before any of them is.
    const count = lists.reduce((sum, list) => sum + list.items().length, 0);
    if (count >= config.minimumZones) return;
    // A gateway endpoint stands in route tables.
    if (resource.type === endpoint && resource.at("vpcEndpointType").text() !== "Interface") return;
    violation(resource, `it has ${count} subnets`);
  },
});
