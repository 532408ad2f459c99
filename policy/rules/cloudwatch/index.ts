// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../../lib/rule";
import { alarmOnCaches } from "./alarm-on-caches";
import { alarmOnDatabases } from "./alarm-on-databases";
import { alarmOnHealthChecks } from "./alarm-on-health-checks";
import { alarmOnNatGateways } from "./alarm-on-nat-gateways";
import { alarmOnTier1Targets } from "./alarm-on-tier-1-targets";
import { decideLogRetention } from "./decide-log-retention";
import { decideMissingData } from "./decide-missing-data";
import { encryptLogs } from "./encrypt-logs";
import { expectSilentTables } from "./expect-silent-tables";
import { keepAlarmsOn } from "./keep-alarms-on";
import { watchHealthChecksFromUsEast1 } from "./watch-health-checks-from-us-east-1";

/** Alarms and logs. */
export const cloudwatchRules: readonly Rule[] = [
  alarmOnCaches,
  alarmOnDatabases,
  alarmOnHealthChecks,
  alarmOnNatGateways,
  alarmOnTier1Targets,
  decideLogRetention,
  decideMissingData,
  encryptLogs,
  expectSilentTables,
  keepAlarmsOn,
  watchHealthChecksFromUsEast1,
];
