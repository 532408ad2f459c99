// SPDX-License-Identifier: Apache-2.0
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const spreadNodesOverZones = resourceRule({
  id: "spread-nodes-over-zones",
  requirement: "Node groups have subnets in three zones.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "With two zones the loss of one takes half of the capacity; with three it takes a third, which a group with headroom bears without new instances, that may not be had.",
  sources: [
    "https://docs.aws.amazon.com/eks/latest/best-practices/reliability.html",
    "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_withstand_component_failures_static_stability.html",
  ],
  frameworks: [wellArchitected("REL10-BP01"), wellArchitected("REL11-BP05")],
  fix: "List a private subnet of each of three zones in subnetIds.",
  settings: {
    minimumZones: {
      description: "Subnets, each of its own zone, that a node group has to have",
      default: 3,
      schema: { minimum: 2 },
    },
  },
  types: ["aws:eks/nodeGroup:NodeGroup"],
  check(group, { config, violation }) {
    // How many there are is known before any of them is.
    const subnets = group.at("subnetIds").items().length;
    if (subnets < config.minimumZones) violation(group, `it has ${subnets} subnets`);
  },
});
