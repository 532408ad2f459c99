// SPDX-License-Identifier: Apache-2.0
import { alarmType, callsSomebody } from "../../lib/alarms";
import { wellArchitected } from "../../lib/frameworks";
import type { Resource } from "../../lib/graph";
import { Referrers } from "../../lib/referrers";
import { stackRule } from "../../lib/rule";

const cache = "aws:elasticache/replicationGroup:ReplicationGroup";

export const alarmOnCaches = stackRule({
  id: "alarm-on-caches",
  requirement: "Every cache has an alarm that calls somebody.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "A cache that fails sends all reads to the database at once, and that is what is then noticed.",
  sources: [
    "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.WhichShouldIMonitor.html",
  ],
  frameworks: [wellArchitected("REL06-BP01"), wellArchitected("REL11-BP01")],
  fix: "Add a metric alarm of AWS/ElastiCache about its nodes, with an action.",
  types: [cache],
  check(graph, { each, violation }) {
    const alarms = graph
      .ofType(alarmType)
      .filter((one) => one.at("dimensions", "CacheClusterId").isGiven && callsSomebody(one));
    const made = new Referrers(graph, alarms, (one) => one.at("dimensions"), cache);
    each(graph.ofType(cache), (one) => {
      if (alarms.some((alarm) => namesMember(alarm, one)) || made.of(one).length > 0) return;
      violation(one, "no alarm calls anybody");
    });
  },
});

/** A cache's nodes are called after it, `payments-cache-001`. */
function namesMember(alarm: Resource, one: Resource): boolean {
  const named = alarm.at("dimensions", "CacheClusterId");
  const id = one.at("replicationGroupId");
  if (!named.isKnown || !id.isKnown) return false;
  return named.text()?.startsWith(`${id.text()}-`) === true && sameRegion(alarm, one);
}

function sameRegion(alarm: Resource, one: Resource): boolean {
  return alarm.region.text() === one.region.text();
}
