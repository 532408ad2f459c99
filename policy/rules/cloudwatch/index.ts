// SPDX-License-Identifier: Apache-2.0
import { decideLogRetention } from "./decide-log-retention";
import { decideMissingData } from "./decide-missing-data";
import { encryptLogs } from "./encrypt-logs";
import { keepAlarmsOn } from "./keep-alarms-on";

/** Rules about one log group or alarm. */
export const logRules = [decideLogRetention, decideMissingData, encryptLogs, keepAlarmsOn] as const;
