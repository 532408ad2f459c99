// SPDX-License-Identifier: Apache-2.0
import { expectFlag } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";
import { isAnywhere } from "../../lib/openings";

export const limitClusterEndpoint = resourceRule({
  id: "limit-cluster-endpoint",
  requirement:
    "The API of a cluster answers inside its network, and outside to listed addresses at most.",
  severity: "critical",
  level: "mandatory",
  protectsFrom:
    "By default the API is open to the whole internet, and nodes reach it by the internet too.",
  sources: ["https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html"],
  frameworks: [pciDss("1.4.2"), wellArchitected("SEC05-BP01")],
  fix: "Set vpcConfig.endpointPrivateAccess to true, and endpointPublicAccess to false or publicAccessCidrs to the addresses that need it.",
  types: ["aws:eks/cluster:Cluster"],
  check(cluster, context) {
    context.each([cluster], () => {
      expectFlag(cluster, ["vpcConfig", "endpointPrivateAccess"], true, context);
    });
    // Left out, it is true.
    if (cluster.at("vpcConfig", "endpointPublicAccess").flag() === false) return;
    const ranges = cluster.at("vpcConfig", "publicAccessCidrs").items();
    if (ranges.length === 0) context.violation(cluster, "its endpoint is open to the internet");
    context.each(ranges, (range) => {
      if (isAnywhere(range)) context.violation(cluster, `its endpoint is open to ${range.shown()}`);
    });
  },
});
