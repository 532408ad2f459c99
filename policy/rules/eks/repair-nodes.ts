// SPDX-License-Identifier: Apache-2.0
import { expectFlag } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const repairNodes = resourceRule({
  id: "repair-nodes",
  requirement: "Nodes that are broken are replaced by themselves.",
  severity: "low",
  level: "advisory",
  protectsFrom:
    "The group replaces instances that stop, not nodes whose network or kubelet is broken: pods stay there, and capacity is missing that every graph counts.",
  sources: ["https://docs.aws.amazon.com/eks/latest/userguide/node-health.html"],
  frameworks: [wellArchitected("REL11-BP03")],
  fix: "Set nodeRepairConfig.enabled to true.",
  types: ["aws:eks/nodeGroup:NodeGroup"],
  check(group, context) {
    expectFlag(group, ["nodeRepairConfig", "enabled"], true, context);
  },
});
