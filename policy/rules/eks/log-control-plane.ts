// SPDX-License-Identifier: Apache-2.0
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const logControlPlane = resourceRule({
  id: "log-control-plane",
  requirement: "Clusters send all logs of their control plane to CloudWatch.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "By default none is kept: who deleted a deployment, and why nothing was scheduled during a failover, can't be found out afterwards.",
  sources: ["https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html"],
  frameworks: [pciDss("10.2.1"), wellArchitected("SEC04-BP01")],
  fix: "List all of the rule's logTypes in enabledClusterLogTypes.",
  settings: {
    logTypes: {
      description: "Logs that a cluster has to keep",
      default: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
    },
  },
  types: ["aws:eks/cluster:Cluster"],
  check(cluster, { config, violation }) {
    const kept = cluster.at("enabledClusterLogTypes").items();
    const names = kept.map((type) => type.text());
    const missing = config.logTypes.filter((type) => !names.includes(type));
    if (missing.length > 0) violation(cluster, `it doesn't log ${missing.join(", ")}`);
  },
});
