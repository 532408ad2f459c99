// SPDX-License-Identifier: Apache-2.0
import { wellArchitected } from "../../lib/frameworks";
import { regionText } from "../../lib/parity";
import { grouped } from "../../lib/referrers";
import { environmentRule } from "../../lib/rule";
import { tagSettings, targetGroupType, targetsOfTier } from "../../lib/services";

export const keepLowerTiersInOneRegion = environmentRule({
  id: "keep-lower-tiers-in-one-region",
  requirement: "Services of tier 2 and 3 stand in one region.",
  severity: "low",
  level: "advisory",
  protectsFrom:
    "Multi-region for everything doubles the bill and the work of every change, for services that may be away for an hour.",
  sources: [
    "https://docs.aws.amazon.com/whitepapers/latest/disaster-recovery-workloads-on-aws/disaster-recovery-options-in-the-cloud.html",
    "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_for_recovery_disaster_recovery.html",
  ],
  frameworks: [wellArchitected("REL13-BP02")],
  fix: "Keep the service in its home region and restore it elsewhere from backups, or declare it tier 1.",
  settings: {
    ...tagSettings,
    tiers: { description: "Tiers whose services stand in one region", default: ["2", "3"] },
  },
  types: [targetGroupType],
  check(graph, { config, each, violation }) {
    const lower = config.tiers.flatMap((tier) => targetsOfTier(graph, tier, config));
    const services = grouped(lower, (one) => one.tag(config.serviceTag).text() ?? "");
    each([...services], ([service, groups]) => {
      const regions = [...new Set(groups.map(regionText))].sort();
      const [first] = groups;
      if (first === undefined || regions.length < 2) return;
      violation(first, `${service} stands in ${regions.join(" and ")}`);
    });
  },
});
