// SPDX-License-Identifier: Apache-2.0
import { expectFlag, found } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const admitByAccessEntries = resourceRule({
  id: "admit-by-access-entries",
  requirement: "Who may use a cluster is written in access entries alone.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "The aws-auth ConfigMap is edited by hand: a wrong line locks everybody out, and nobody sees it in a review. The hidden administrator who created the cluster is one whom no list shows.",
  sources: ["https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html"],
  frameworks: [pciDss("7.2.1"), wellArchitected("SEC03-BP02")],
  fix: "Set accessConfig.authenticationMode to API and bootstrapClusterCreatorAdminPermissions to false.",
  types: ["aws:eks/cluster:Cluster"],
  check(cluster, context) {
    const mode = cluster.at("accessConfig", "authenticationMode");
    context.each([mode], () => {
      if (mode.text() !== "API") context.violation(cluster, found(mode));
    });
    const creator = ["accessConfig", "bootstrapClusterCreatorAdminPermissions"];
    expectFlag(cluster, creator, false, context);
  },
});
