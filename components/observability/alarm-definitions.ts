// SPDX-License-Identifier: Apache-2.0
import { alarmDefaults, type AlarmDefinition } from "./alarm-definition";
import { cacheAlarms } from "./alarms/cache";
import { databaseAlarms } from "./alarms/database";
import { journalTableAlarms, journalWriterAlarms } from "./alarms/journal";
import { loadBalancerAlarms } from "./alarms/load-balancer";
import { natAlarms } from "./alarms/nat";
import type { RegionWatch } from "./region-watch";

/**
 * All alarms of a region. The list depends on what the region has, never on its role: a failover
 * changes thresholds and creates nothing.
 */
export function alarmDefinitions<Value>(watch: RegionWatch<Value>): AlarmDefinition<Value>[] {
  const specs = [
    ...databaseAlarms(watch),
    ...cacheAlarms(watch),
    ...loadBalancerAlarms(watch),
    ...natAlarms(watch),
    ...journalWriterAlarms(watch),
    ...journalTableAlarms(watch),
  ];
  return specs.map((spec) => ({ ...alarmDefaults, ...spec }));
}
