// SPDX-License-Identifier: Apache-2.0
import { wellArchitected } from "../../lib/frameworks";
import { Referrers } from "../../lib/referrers";
import { stackRule } from "../../lib/rule";

const association = "aws:eks/podIdentityAssociation:PodIdentityAssociation";
const cluster = "aws:eks/cluster:Cluster";
const addon = "aws:eks/addon:Addon";
const agent = "eks-pod-identity-agent";

export const runPodIdentityAgent = stackRule({
  id: "run-pod-identity-agent",
  requirement: "Every cluster with pod identity associations runs the Pod Identity agent.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "Without the agent associations are accepted but pods get no credentials, or fall back on the node's, which all pods of the node share.",
  sources: [
    "https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html",
    "https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html",
  ],
  frameworks: [wellArchitected("SEC03-BP02")],
  fix: `Add the ${agent} add-on to the cluster.`,
  types: [association],
  check(graph, { each, violation }) {
    const agents = graph.ofType(addon).filter((one) => {
      const name = one.at("addonName");
      return !name.isKnown || name.text() === agent;
    });
    const clusterOf = (one: (typeof agents)[number]) => one.at("clusterName");
    const found = new Referrers(graph, agents, clusterOf, cluster);
    const using = new Referrers(graph, graph.ofType(association), clusterOf, cluster);
    each(graph.ofType(cluster), (one) => {
      if (using.of(one).length > 0 && found.of(one).length === 0) {
        violation(one, `it has pod identity associations, and no ${agent}`);
      }
    });
  },
});
