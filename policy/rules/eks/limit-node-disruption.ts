// SPDX-License-Identifier: Apache-2.0
import { isFilled } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const limitNodeDisruption = resourceRule({
  id: "limit-node-disruption",
  requirement: "Node groups say how many nodes an update may take away at once.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "How fast nodes are drained is a trade between the time an update takes and the capacity it costs at peak: decided, not left to a default.",
  sources: ["https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html"],
  frameworks: [wellArchitected("REL08-BP05")],
  fix: "Set updateConfig.maxUnavailable or maxUnavailablePercentage.",
  types: ["aws:eks/nodeGroup:NodeGroup"],
  check(group, { violation }) {
    const limits = ["maxUnavailable", "maxUnavailablePercentage"];
    if (limits.some((limit) => isFilled(group.at("updateConfig", limit)))) return;
    violation(group, "updateConfig has no limit");
  },
});
