// SPDX-License-Identifier: Apache-2.0
import { wellArchitected } from "../../lib/frameworks";
import { subnetType } from "../../lib/routes";
import { stackRule } from "../../lib/rule";

const spread = [
  "aws:eks/nodeGroup:NodeGroup",
  "aws:rds/subnetGroup:SubnetGroup",
  "aws:elasticache/subnetGroup:SubnetGroup",
];

export const spreadOverZones = stackRule({
  id: "spread-over-zones",
  requirement: "Nodes, databases and caches have subnets in at least three Availability Zones.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "With two zones the loss of one takes half of the capacity and leaves no spare; with one it takes the region.",
  sources: [
    "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_fault_isolation_multiaz_region_system.html",
    "https://docs.aws.amazon.com/eks/latest/best-practices/reliability.html",
  ],
  frameworks: [wellArchitected("REL10-BP01")],
  fix: "Give it a subnet in each of three zones.",
  settings: {
    zones: {
      description: "How many zones the subnets are in, at least",
      default: 3,
      schema: { type: "integer", minimum: 2 },
    },
  },
  types: spread,
  check(graph, { config, each, violation }) {
    each(graph.ofType(...spread), (one) => {
      const subnets = graph.referents(one.at("subnetIds"), subnetType);
      // Made elsewhere: the stack that has the subnets can't be asked.
      if (subnets.length === 0) return;
      const zones = new Set(subnets.map((subnet) => subnet.at("availabilityZone").text()));
      if (zones.size >= config.zones) return;
      violation(one, `its subnets are in ${zones.size} zones: ${[...zones].sort().join(", ")}`);
    });
  },
});
