// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import { guardSettings, isGuarded } from "../../lib/guarded";
import { resourceRule } from "../../lib/rule";

export const refuseSpotNodes = resourceRule({
  id: "refuse-spot-nodes",
  requirement: "Nodes are not spot instances.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "When a region fails everybody starts instances in the next, and AWS takes spot instances back with two minutes' notice: the standby shrinks in the hour that it is for.",
  sources: [
    "https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html",
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-interruptions.html",
  ],
  frameworks: [wellArchitected("REL11-BP05"), wellArchitected("REL13-BP02")],
  fix: "Set capacityType to ON_DEMAND, or leave it out.",
  settings: guardSettings,
  types: ["aws:eks/nodeGroup:NodeGroup"],
  check(group, { config, violation }) {
    const capacity = group.at("capacityType");
    if (capacity.text() === "SPOT" && isGuarded(group, config)) violation(group, found(capacity));
  },
});
