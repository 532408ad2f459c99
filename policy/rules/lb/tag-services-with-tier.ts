// SPDX-License-Identifier: Apache-2.0
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";
import { tagSettings, targetGroupType } from "../../lib/services";

export const tagServicesWithTier = resourceRule({
  id: "tag-services-with-tier",
  requirement: "Every target group says by tags whose it is, and of which tier: 1, 2 or 3.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "Where nobody decides a service's tier, everything becomes multi-region and too dear, or the one that must be is forgotten.",
  sources: [
    "https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html",
    "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_for_recovery_objective_defined_recovery.html",
  ],
  frameworks: [wellArchitected("REL13-BP01"), wellArchitected("COST03-BP02")],
  fix: 'Tag it with the service\'s name and its tier, Service: "payments" and Tier: "1" for instance.',
  settings: {
    ...tagSettings,
    tiers: { description: "Tiers that there are", default: ["1", "2", "3"] },
  },
  types: [targetGroupType],
  check(group, { config, violation }) {
    const service = group.tag(config.serviceTag).text() ?? "";
    const tier = group.tag(config.tierTag);
    if (service === "") violation(group, `the tag ${config.serviceTag} is missing`);
    if (config.tiers.includes(tier.text() ?? "")) return;
    violation(group, `the tag ${config.tierTag} is ${tier.shown()}`);
  },
});
