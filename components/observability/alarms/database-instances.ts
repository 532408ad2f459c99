// SPDX-License-Identifier: Apache-2.0
import { toGibibytes } from "../../shared/units";
import type { AlarmSpec } from "../alarm-definition";
import { regionWatchDefaults, type RegionWatch } from "../region-watch";

/** CloudWatch counts memory and storage in bytes. */
export const bytesPerGibibyte = 1024 ** 3;

/**
 * Seconds. While nobody writes, RDS for PostgreSQL reports up to five minutes of lag that aren't
 * there, so that no threshold below them tells anything.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PostgreSQL.Replication.ReadReplicas.html
 */
const replicaLagSeconds = 360;

/** GiB of write-ahead log that a source keeps for its slowest replica, and that fill its storage. */
const keptLogGibibytes = 5;

/**
 * Per instance: RDS publishes nothing about the group. The list is the same in both roles; where a
 * metric belongs to the other role, the alarm is there and has no data.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
 */
export function databaseInstanceAlarms<Value>(
  watch: RegionWatch<Value>,
  instanceIdentifiers: readonly Value[],
): AlarmSpec<Value>[] {
  return instanceIdentifiers.flatMap((identifier, index) => {
    const instance = { identifier, ordinal: index + 1 };
    return [
      ...replicationAlarms(instance),
      ...loadAlarms(watch, instance),
      ...(index === 0 ? keptLogAlarms(instance) : []),
    ];
  });
}

interface Instance<Value> {
  readonly identifier: Value;
  readonly ordinal: number;
}

function commonOf<Value>({ identifier }: Instance<Value>) {
  return {
    subject: "database",
    tier: 1,
    namespace: "AWS/RDS",
    dimensions: { DBInstanceIdentifier: identifier },
    statistic: "Maximum",
    comparison: "above",
  } as const;
}

function replicationAlarms<Value>(instance: Instance<Value>): AlarmSpec<Value>[] {
  const { ordinal } = instance;
  return [
    {
      ...commonOf(instance),
      key: `database-replica-lag-${ordinal}`,
      description: `Database instance ${ordinal} is behind what it copies: it reads old data, and a failover to it has more to replay. Insufficient data: replication has stopped, or it has just been promoted`,
      metricName: "ReplicaLag",
      threshold: replicaLagSeconds,
      treatMissingData: "missing",
    },
    {
      ...commonOf(instance),
      key: `database-silent-${ordinal}`,
      description: `Database instance ${ordinal} reports nothing`,
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

function loadAlarms<Value>(
  watch: RegionWatch<Value>,
  instance: Instance<Value>,
): AlarmSpec<Value>[] {
  const { ordinal } = instance;
  const connections = watch.databaseConnections ?? regionWatchDefaults.databaseConnections;
  const memory = watch.databaseFreeableMemory ?? regionWatchDefaults.databaseFreeableMemory;
  const storage = watch.databaseFreeStorage ?? regionWatchDefaults.databaseFreeStorage;
  const common = commonOf(instance);
  return [
    {
      ...common,
      key: `database-cpu-${ordinal}`,
      description: `Database instance ${ordinal} has had more than 80 % CPU for five minutes`,
      metricName: "CPUUtilization",
      threshold: 80,
    },
    {
      ...common,
      key: `database-memory-${ordinal}`,
      description: `Database instance ${ordinal} is short of memory and may restart`,
      metricName: "FreeableMemory",
      statistic: "Minimum",
      comparison: "below",
      threshold: toGibibytes(memory) * bytesPerGibibyte,
    },
    {
      ...common,
      key: `database-storage-${ordinal}`,
      description: `Database instance ${ordinal} is nearly full: it stops when it is`,
      metricName: "FreeStorageSpace",
      statistic: "Minimum",
      comparison: "below",
      threshold: toGibibytes(storage) * bytesPerGibibyte,
    },
    {
      ...common,
      key: `database-connections-${ordinal}`,
      description: `Database instance ${ordinal} is near the connections that it is meant to hold`,
      metricName: "DatabaseConnections",
      threshold: connections,
    },
  ];
}

/** A region that is gone stops reading, and its peer keeps for it what it has not read. */
function keptLogAlarms<Value>(instance: Instance<Value>): AlarmSpec<Value>[] {
  return [
    {
      ...commonOf(instance),
      key: "database-kept-log",
      description:
        "A replica doesn't read what its source keeps for it, and the source's storage fills up: bring the replica back, or delete it",
      metricName: "OldestReplicationSlotLag",
      threshold: keptLogGibibytes * bytesPerGibibyte,
    },
  ];
}
