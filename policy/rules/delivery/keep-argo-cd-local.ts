// SPDX-License-Identifier: Apache-2.0
import { wellArchitected } from "../../lib/frameworks";
import { grouped } from "../../lib/referrers";
import { stackRule } from "../../lib/rule";

const secret = "kubernetes:core/v1:Secret";
const label = "argocd.argoproj.io/secret-type";
const local = "https://kubernetes.default.svc";

export const keepArgoCdLocal = stackRule({
  id: "keep-argo-cd-local",
  requirement: "An Argo CD knows its own cluster only.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "An Argo CD that also deploys to the other region changes both at once, and its credentials open both.",
  sources: [
    "https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#clusters",
    "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_fault_isolation_use_bulkhead.html",
  ],
  frameworks: [wellArchitected("REL10-BP03"), wellArchitected("OPS06-BP03")],
  fix: `Delete the cluster's secret, and let that region's own Argo CD deploy to ${local}.`,
  types: [secret],
  check(graph, { each, violation }) {
    const clusters = graph
      .ofType(secret)
      .filter((one) => one.at("metadata", "labels", label).text() === "cluster");
    each(clusters, (one) => {
      const server = one.at("stringData", "server");
      // Whoever reads a state may not see what is inside a secret; their number tells as well.
      if (!server.isKnown || server.isAbsent || server.text() === local) return;
      violation(one, "its server is another cluster's");
    });
    const spaces = grouped(clusters, (one) => one.at("metadata", "namespace").text() ?? "");
    each([...spaces], ([space, all]) => {
      const [first] = all;
      if (first === undefined || all.length < 2) return;
      violation(first, `the Argo CD of namespace ${space} knows ${all.length} clusters`);
    });
  },
});
