// SPDX-License-Identifier: Apache-2.0
import { expectFlag } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import type { Resource } from "../../lib/graph";
import { resourceRule } from "../../lib/rule";

const cluster = "aws:eks/cluster:Cluster";

export const allowZonalShift = resourceRule({
  id: "allow-zonal-shift",
  requirement: "Clusters and load balancers can be shifted out of a zone.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "A zone that is half broken is best left; without the setting nobody can do so in the outage, and what remains is to leave the region.",
  sources: [
    "https://docs.aws.amazon.com/eks/latest/userguide/zone-shift.html",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/enable-zonal-shift.html",
  ],
  frameworks: [wellArchitected("REL11-BP02"), wellArchitected("REL10-BP01")],
  fix: "Set zonalShiftConfig.enabled of a cluster, enableZonalShift of a load balancer to true.",
  types: [cluster, "aws:lb/loadBalancer:LoadBalancer"],
  check(resource, context) {
    expectFlag(resource, pathOf(resource), true, context);
  },
  remedy(resource) {
    // AWS refuses it for a load balancer whose target groups don't allow it.
    if (resource.type !== cluster) return undefined;
    const enabled = resource.at(...pathOf(resource));
    return enabled.isKnown && enabled.flag() !== true
      ? { zonalShiftConfig: { enabled: true } }
      : undefined;
  },
});

function pathOf({ type }: Resource): string[] {
  return type === cluster ? ["zonalShiftConfig", "enabled"] : ["enableZonalShift"];
}
