// SPDX-License-Identifier: Apache-2.0
import { wellArchitected } from "../../lib/frameworks";
import { regionText } from "../../lib/parity";
import { grouped } from "../../lib/referrers";
import { environmentRule } from "../../lib/rule";
import {
  isPublic,
  loadBalancerType,
  tagSettings,
  targetGroupType,
  targetsOfTier,
} from "../../lib/services";

const parts = [
  { what: "cluster", types: ["aws:eks/cluster:Cluster"] },
  { what: "node group", types: ["aws:eks/nodeGroup:NodeGroup"] },
  { what: "database", types: ["aws:rds/cluster:Cluster", "aws:rds/instance:Instance"] },
  {
    what: "database instance",
    types: ["aws:rds/clusterInstance:ClusterInstance", "aws:rds/instance:Instance"],
  },
  { what: "cache", types: ["aws:elasticache/replicationGroup:ReplicationGroup"] },
  { what: "public load balancer", types: [loadBalancerType] },
] as const;

export const equipEveryRegion = environmentRule({
  id: "equip-every-region",
  requirement:
    "Every region with a tier-1 service has a cluster with nodes, a database, a cache and a public load balancer.",
  severity: "critical",
  level: "mandatory",
  protectsFrom:
    "A standby that lacks one part is no standby: it is found during the failover, when capacity and control planes are scarce.",
  sources: [
    "https://docs.aws.amazon.com/whitepapers/latest/disaster-recovery-workloads-on-aws/disaster-recovery-options-in-the-cloud.html",
    "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_withstand_component_failures_static_stability.html",
  ],
  frameworks: [wellArchitected("REL13-BP02"), wellArchitected("REL11-BP05")],
  fix: "Add the part in that region, of the same size as in the other.",
  settings: {
    ...tagSettings,
    parts: { description: "What a region has", default: parts.map(({ what }) => what as string) },
  },
  types: [targetGroupType],
  check(graph, { config, each, violation }) {
    const regions = grouped(targetsOfTier(graph, "1", config), regionText);
    const wanted = parts.filter(({ what }) => config.parts.includes(what));
    each(wanted, ({ what, types }) => {
      const found = graph
        .ofType(...types)
        .filter((one) => one.type !== loadBalancerType || isPublic(one))
        .map(regionText);
      for (const [region, [service]] of regions) {
        if (service !== undefined && !found.includes(region)) {
          violation(service, `${region} has no ${what}`);
        }
      }
    });
  },
});
