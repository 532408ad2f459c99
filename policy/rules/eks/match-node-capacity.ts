// SPDX-License-Identifier: Apache-2.0
import { wellArchitected } from "../../lib/frameworks";
import type { Resource } from "../../lib/graph";
import { compareRegions, type Capacity } from "../../lib/parity";
import { environmentRule } from "../../lib/rule";

const nodeGroup = "aws:eks/nodeGroup:NodeGroup";

export const matchNodeCapacity = environmentRule({
  id: "match-node-capacity",
  requirement: "Node groups have the same sizes, architecture and choice of types in each region.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "A standby with fewer nodes must grow in the middle of a regional event, when everybody else grows too and instances may not start.",
  sources: [
    "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_withstand_component_failures_static_stability.html",
    "https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/static-stability.html",
  ],
  frameworks: [wellArchitected("REL11-BP05"), wellArchitected("REL13-BP02")],
  fix: "Set minSize, desiredSize, maxSize and instanceTypes to those of the other region.",
  types: [nodeGroup],
  check(graph, context) {
    compareRegions(graph.ofType(nodeGroup), measured, context);
  },
});

function measured(group: Resource): Capacity {
  const [min, desired, max] = ["minSize", "desiredSize", "maxSize"].map((key) =>
    group.at("scalingConfig", key).number(),
  );
  const types = group.at("instanceTypes").items().length;
  const ami = group.at("amiType").text() ?? "";
  const architecture = ami.includes("ARM_64") ? "arm64" : ami === "CUSTOM" ? "its own" : "x86-64";
  return {
    text: `${min} to ${max} nodes (${desired} now) of ${types} ${architecture} types`,
    size: (min ?? 0) + (desired ?? 0) + (max ?? 0),
  };
}
