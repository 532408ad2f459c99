// SPDX-License-Identifier: Apache-2.0
import type { AlarmSpec } from "../alarm-definition";
import type { RegionWatch } from "../region-watch";

/**
 * Per node: Redis is single-threaded, so the engine's CPU counts, not the host's.
 *
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.WhichShouldIMonitor.html
 */
export function cacheAlarms<Value>(watch: RegionWatch<Value>): AlarmSpec<Value>[] {
  return watch.cacheNodeIds.flatMap((nodeId, index): AlarmSpec<Value>[] => {
    const common = {
      subject: "cache",
      tier: 3,
      namespace: "AWS/ElastiCache",
      dimensions: { CacheClusterId: nodeId },
      statistic: "Maximum",
      comparison: "above",
    } as const;
    const node = index + 1;
    return [
      {
        ...common,
        key: `cache-cpu-${node}`,
        tier: 1,
        description: `Redis node ${node} is at 80 % of its one thread; every request slows down`,
        metricName: "EngineCPUUtilization",
        threshold: 80,
      },
      {
        ...common,
        key: `cache-memory-${node}`,
        description: `Redis node ${node} is nearly full and will drop keys`,
        metricName: "DatabaseMemoryUsagePercentage",
        threshold: 85,
      },
      {
        ...common,
        key: `cache-evictions-${node}`,
        description: `Redis node ${node} drops keys; PostgreSQL answers for them`,
        metricName: "Evictions",
        statistic: "Sum",
        threshold: 0,
      },
      {
        ...common,
        key: `cache-replication-lag-${node}`,
        description: `Redis node ${node} is seconds behind its primary`,
        metricName: "ReplicationLag",
        threshold: 5,
      },
    ];
  });
}
