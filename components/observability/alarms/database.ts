// SPDX-License-Identifier: Apache-2.0
import { toGibibytes } from "../../shared/units";
import type { AlarmSpec } from "../alarm-definition";
import { regionWatchDefaults, roleThresholds, type RegionWatch } from "../region-watch";
import { bytesPerGibibyte, databaseInstanceAlarms } from "./database-instances";

/** The alarms about the region's database, by what its engine publishes. */
export function databaseAlarms<Value>(watch: RegionWatch<Value>): AlarmSpec<Value>[] {
  const { database } = watch;
  switch (database.engine) {
    case "aurora-global":
      return [
        ...clusterReplicationAlarms(watch, database.clusterIdentifier),
        ...clusterLoadAlarms(watch, database.clusterIdentifier),
      ];
    case "rds":
      return databaseInstanceAlarms(watch, database.instanceIdentifiers);
  }
}

/**
 * Aurora publishes how far it is behind in the secondary region only. In the active one the alarm
 * is there and has no data.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
 */
function clusterReplicationAlarms<Value>(
  watch: RegionWatch<Value>,
  clusterIdentifier: Value,
): AlarmSpec<Value>[] {
  const common = {
    subject: "database",
    tier: 1,
    namespace: "AWS/RDS",
    dimensions: { DBClusterIdentifier: clusterIdentifier },
  } as const;
  return [
    {
      ...common,
      key: "database-replication-lag",
      description:
        "The standby's database is behind: a failover has more to replay. Insufficient data: replication has stopped, or this region has just become active",
      metricName: "AuroraGlobalDBProgressLag",
      statistic: "Maximum",
      comparison: "above",
      threshold: roleThresholds[watch.role].replicationLagMilliseconds,
      treatMissingData: "missing",
    },
    {
      ...common,
      key: "database-silent",
      description: "No instance of the region's database reports anything",
      metricName: "CPUUtilization",
      statistic: "SampleCount",
      comparison: "below",
      threshold: 1,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      treatMissingData: "breaching",
    },
  ];
}

/**
 * The worst instance of the cluster, not the writer: a standby has no writer, and a dimension that
 * exists in one role only would leave the alarm blind in the other.
 */
function clusterLoadAlarms<Value>(
  watch: RegionWatch<Value>,
  clusterIdentifier: Value,
): AlarmSpec<Value>[] {
  const connections = watch.databaseConnections ?? regionWatchDefaults.databaseConnections;
  const memory = watch.databaseFreeableMemory ?? regionWatchDefaults.databaseFreeableMemory;
  const common = {
    subject: "database",
    tier: 1,
    namespace: "AWS/RDS",
    dimensions: { DBClusterIdentifier: clusterIdentifier },
    statistic: "Maximum",
    comparison: "above",
  } as const;
  return [
    {
      ...common,
      key: "database-cpu",
      description: "A database instance has had more than 80 % CPU for five minutes",
      metricName: "CPUUtilization",
      threshold: 80,
    },
    {
      ...common,
      key: "database-memory",
      description: "A database instance is short of memory and may restart",
      metricName: "FreeableMemory",
      statistic: "Minimum",
      comparison: "below",
      threshold: toGibibytes(memory) * bytesPerGibibyte,
    },
    {
      ...common,
      key: "database-connections",
      description: "A database instance is near the connections that it is meant to hold",
      metricName: "DatabaseConnections",
      threshold: connections,
    },
    {
      ...common,
      key: "database-commit-latency",
      description: "Commits take longer than 50 ms; every payment waits for two of them",
      metricName: "CommitLatency",
      statistic: "Average",
      threshold: 50,
    },
  ];
}
