// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

const replicated = ["server", "repoServer", "applicationSet"];

export const runArgoCdRedundantly = resourceRule({
  id: "run-argo-cd-redundantly",
  requirement: "Argo CD goes on working when a node or a zone is lost.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "The chart's defaults are one pod of each part and one Redis: in the minutes after a zone is lost, when applications have to be moved, nothing is delivered.",
  sources: [
    "https://argo-cd.readthedocs.io/en/stable/operator-manual/high_availability/",
    "https://github.com/argoproj/argo-helm/tree/main/charts/argo-cd#high-availability",
  ],
  frameworks: [wellArchitected("REL10-BP01"), wellArchitected("REL11-BP02")],
  fix: `Set replicas of ${replicated.join(", ")} to the rule's minimumReplicas or more, and redis-ha.enabled to true.`,
  settings: {
    minimumReplicas: {
      description: "Pods of each part of Argo CD that can have several",
      default: 2,
      schema: { minimum: 2 },
    },
  },
  types: ["kubernetes:helm.sh/v3:Release"],
  check(release, { config, each, violation }) {
    if (release.at("chart").text() !== "argo-cd") return;
    each(replicated, (part) => {
      const replicas = release.at("values", part, "replicas");
      const scales = release.at("values", part, "autoscaling", "enabled").flag() === true;
      const least = scales ? release.at("values", part, "autoscaling", "minReplicas") : replicas;
      if ((least.number() ?? 1) < config.minimumReplicas) violation(release, found(least));
    });
    const redis = release.at("values", "redis-ha", "enabled");
    // One of somebody else's is looked after there.
    if (redis.flag() !== true && !release.at("values", "externalRedis", "host").isGiven) {
      violation(release, found(redis));
    }
  },
});
