// SPDX-License-Identifier: Apache-2.0
import { expectFlag } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const spreadCachesOverZones = resourceRule({
  id: "spread-caches-over-zones",
  requirement: "A cache has a replica in another zone, which takes over by itself.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "A cache of one node is gone with its zone, and every idempotency check falls through to the database at once. Replicas alone don't help: without automatic failover nobody promotes them.",
  sources: ["https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html"],
  frameworks: [wellArchitected("REL10-BP01")],
  fix: "Set automaticFailoverEnabled and multiAzEnabled to true, and numCacheClusters (replicasPerNodeGroup and one, in cluster mode) to the rule's minimumNodes or more.",
  settings: {
    minimumNodes: {
      description: "Nodes of each shard, its primary among them",
      default: 2,
      schema: { minimum: 2, maximum: 6 },
    },
  },
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  check(group, context) {
    const flags = ["automaticFailoverEnabled", "multiAzEnabled"];
    context.each(flags, (flag) => expectFlag(group, [flag], true, context));
    context.each([group], () => {
      const replicas = group.at("replicasPerNodeGroup").number();
      const nodes = group.at("numCacheClusters").number() ?? (replicas ?? 0) + 1;
      if (nodes < context.config.minimumNodes)
        context.violation(group, `a shard has ${nodes} nodes`);
    });
  },
});
