// SPDX-License-Identifier: Apache-2.0
import { Alarms } from "../../lib/alarms";
import { wellArchitected } from "../../lib/frameworks";
import { stackRule } from "../../lib/rule";
import { isPublic, Serving, tagSettings, targetGroupType, targetsOfTier } from "../../lib/services";

export const alarmOnTier1Targets = stackRule({
  id: "alarm-on-tier-1-targets",
  requirement: "Every public tier-1 target group has an alarm about its healthy targets.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "A network load balancer without healthy targets sends traffic to all of them, so that nothing but an alarm says that a region has stopped serving.",
  sources: [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html",
  ],
  frameworks: [wellArchitected("REL11-BP01")],
  fix: "Add a metric alarm of HealthyHostCount or UnHealthyHostCount about it, with an action.",
  settings: {
    ...tagSettings,
    metrics: {
      description: "Metrics of which one has an alarm",
      default: ["HealthyHostCount", "UnHealthyHostCount"],
    },
  },
  types: [targetGroupType],
  check(graph, { config, each, violation }) {
    const alarms = ["AWS/NetworkELB", "AWS/ApplicationELB"].map(
      (namespace) => new Alarms(graph, namespace, "TargetGroup", targetGroupType),
    );
    const serving = new Serving(graph, config);
    each(targetsOfTier(graph, "1", config), (targets) => {
      if (!serving.placesOf(targets).some(({ balancer }) => isPublic(balancer))) return;
      const metrics = alarms.flatMap((about) => about.metricsOf(targets));
      if (metrics.some((metric) => config.metrics.includes(metric ?? ""))) return;
      violation(targets, "no alarm about its healthy targets calls anybody");
    });
  },
});
