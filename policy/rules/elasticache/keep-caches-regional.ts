// SPDX-License-Identifier: Apache-2.0
import { isFilled } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const keepCachesRegional = resourceRule({
  id: "keep-caches-regional",
  requirement: "Caches are a region's own; what has to be in both regions is in the database.",
  severity: "medium",
  level: "advisory",
  protectsFrom:
    "A global datastore replicates asynchronously: an idempotency key that was lost on the way lets a payment through twice after a failover, and its standby can't be written to for warming up.",
  sources: ["https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Redis-Global-Datastore.html"],
  frameworks: [wellArchitected("REL13-BP02")],
  fix: "Give each region a replication group of its own, and take globalReplicationGroupId away.",
  types: [
    "aws:elasticache/globalReplicationGroup:GlobalReplicationGroup",
    "aws:elasticache/replicationGroup:ReplicationGroup",
  ],
  check(group, { violation }) {
    if (group.type.endsWith(":GlobalReplicationGroup")) {
      violation(group, "it is a global datastore");
    } else if (isFilled(group.at("globalReplicationGroupId"))) {
      violation(group, "it is a member of a global datastore");
    }
  },
});
