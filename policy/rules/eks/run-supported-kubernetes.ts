// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const runSupportedKubernetes = resourceRule({
  id: "run-supported-kubernetes",
  requirement: "Clusters and nodes run a version of Kubernetes in standard support.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "After 14 months a version costs six times as much, and at the end of extended support AWS upgrades the cluster when it likes. Left out, the version is the newest of the day, another one in each region.",
  sources: ["https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html"],
  frameworks: [pciDss("6.3.3"), wellArchitected("SEC06-BP01")],
  fix: "Set version to the rule's minimumVersion or newer, one minor version at a time, the standby first.",
  settings: {
    minimumVersion: {
      description: "The oldest version in standard support, as of 2026-11",
      default: "1.34",
      schema: { pattern: "^1\\.\\d+$" },
    },
  },
  types: ["aws:eks/cluster:Cluster", "aws:eks/nodeGroup:NodeGroup"],
  check(resource, { config, violation }) {
    const version = resource.at("version");
    if (minorOf(version.text()) < minorOf(config.minimumVersion))
      violation(resource, found(version));
  },
});

function minorOf(version: string | undefined): number {
  return Number(version?.split(".")[1] ?? 0);
}
