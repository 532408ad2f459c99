// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const respectDisruptionBudgets = resourceRule({
  id: "respect-disruption-budgets",
  requirement: "An update of nodes fails rather than evict pods against their disruption budget.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "forceUpdateVersion, set once to get past a stuck update, from then on takes the last ready pod of a service with every update.",
  sources: ["https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html"],
  frameworks: [wellArchitected("REL08-BP05")],
  fix: "Set forceUpdateVersion to false, or leave it out.",
  types: ["aws:eks/nodeGroup:NodeGroup"],
  check(group, { violation }) {
    const forces = group.at("forceUpdateVersion");
    if (forces.flag() === true) violation(group, found(forces));
  },
  remedy(group) {
    const forces = group.at("forceUpdateVersion");
    return forces.isKnown && forces.flag() === true ? { forceUpdateVersion: false } : undefined;
  },
});
