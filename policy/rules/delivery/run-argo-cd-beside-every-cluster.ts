// SPDX-License-Identifier: Apache-2.0
import { clusterType } from "../../lib/clusters";
import { wellArchitected } from "../../lib/frameworks";
import type { Resource } from "../../lib/graph";
import { environmentRule } from "../../lib/rule";

const releases = ["kubernetes:helm.sh/v3:Release", "kubernetes:helm.sh/v3:Chart"];

export const runArgoCdBesideEveryCluster = environmentRule({
  id: "run-argo-cd-beside-every-cluster",
  requirement: "Every cluster has a release of Argo CD of its own.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "One Argo CD for both regions is a single point of failure: with its region goes the means to change, scale or heal the surviving one.",
  sources: [
    "https://argo-cd.readthedocs.io/en/stable/operator-manual/high_availability/",
    "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_fault_isolation_use_bulkhead.html",
  ],
  frameworks: [wellArchitected("REL10-BP03"), wellArchitected("REL11-BP04")],
  fix: "Install the chart with each cluster's own provider.",
  settings: { chart: { description: "Name of the chart", default: "argo-cd" } },
  types: [clusterType],
  check(graph, { config, each, violation }) {
    const installed = graph
      .ofType(...releases)
      .filter((one) => one.at("chart").text()?.split("/").at(-1) === config.chart);
    each(graph.ofType(clusterType), (cluster) => {
      if (installed.some((release) => isIn(release, cluster))) return;
      violation(cluster, `no release of ${config.chart} is in it`);
    });
  },
});

/** By what its provider connects to: the cluster's own endpoint, or its ARN. @throws Undecidable */
function isIn(release: Resource, cluster: Resource): boolean {
  const kubeconfig = release.provider?.at("kubeconfig").text() ?? "";
  const marks = [cluster.at("endpoint"), cluster.at("arn")];
  const known = marks.filter((mark) => mark.isKnown).map((mark) => mark.text() ?? "");
  if (known.some((mark) => mark !== "" && kubeconfig.includes(mark))) return true;
  // While one of the cluster's marks is not known, the release may be in it: reading it says so.
  for (const mark of marks) mark.text();
  return false;
}
