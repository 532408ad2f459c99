// SPDX-License-Identifier: Apache-2.0
import { wellArchitected } from "../../lib/frameworks";
import type { Resource } from "../../lib/graph";
import { compareRegions, type Capacity } from "../../lib/parity";
import { environmentRule } from "../../lib/rule";

const cache = "aws:elasticache/replicationGroup:ReplicationGroup";

export const matchCacheCapacity = environmentRule({
  id: "match-cache-capacity",
  requirement: "Caches have the same number of nodes, of the same type, in each region.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "A smaller cache evicts under the whole load, and what it no longer holds is asked of a database that has just been promoted.",
  sources: [
    "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/disaster-recovery-resiliency.html",
    "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_withstand_component_failures_static_stability.html",
  ],
  frameworks: [wellArchitected("REL11-BP05")],
  fix: "Set nodeType and the number of nodes to those of the other region.",
  types: [cache],
  check(graph, context) {
    compareRegions(graph.ofType(cache), measured, context);
  },
});

function measured(one: Resource): Capacity {
  const type = one.at("nodeType").text();
  const nodes = one.at("numCacheClusters").number();
  const shards = one.at("numNodeGroups").number() ?? 1;
  const replicas = one.at("replicasPerNodeGroup").number() ?? 0;
  const size = nodes ?? shards * (replicas + 1);
  return { text: `${size} nodes of ${type}`, size };
}
