// SPDX-License-Identifier: Apache-2.0
import type { ResourceType } from "../provider/resource-type";
import { text } from "../provider/values";
import { alarmQueryRules } from "./alarm-query-rules";
import { arn, globalArn } from "./arn";
import {
  alarmRules,
  cloudwatchApi,
  dashboardRules,
  logGroupRules,
  logsApi,
} from "./cloudwatch-rules";
import { alreadyThere } from "./rules";

const logGroup = "aws:cloudwatch/logGroup:LogGroup";

/** Alarms, dashboards and log groups. */
export const cloudwatch: readonly ResourceType[] = [
  {
    token: "aws:cloudwatch/metricAlarm:MetricAlarm",
    source: `${cloudwatchApi}/API_PutMetricAlarm.html`,
    id: ({ inputs }) => text(inputs, "name") ?? "",
    autoName: { property: "name", maximumLength: 255 },
    replaceOn: ["name"],
    defaults: { actionsEnabled: true, treatMissingData: "missing" },
    outputs: (self) => ({ arn: arn(self, "cloudwatch", `alarm:${self.id}`) }),
    rules: [...alarmRules, ...alarmQueryRules],
  },
  {
    // Dashboards belong to the account: the same name in another region is the same dashboard.
    token: "aws:cloudwatch/dashboard:Dashboard",
    place: "global",
    source: `${cloudwatchApi}/API_PutDashboard.html`,
    id: ({ inputs }) => text(inputs, "dashboardName") ?? "",
    replaceOn: ["dashboardName"],
    outputs: (self) => ({
      dashboardArn: globalArn(self, "cloudwatch", `dashboard/${self.id}`),
      region: self.region,
    }),
    rules: dashboardRules,
  },
  {
    token: logGroup,
    source: `${logsApi}/API_CreateLogGroup.html`,
    id: ({ inputs }) => text(inputs, "name") ?? "",
    autoName: { property: "name", maximumLength: 255 },
    replaceOn: ["name", "namePrefix", "logGroupClass"],
    defaults: {
      deletionProtectionEnabled: false,
      logGroupClass: "STANDARD",
      retentionInDays: 0,
      skipDestroy: false,
    },
    outputs: (self) => ({ arn: arn(self, "logs", `log-group:${self.id}`) }),
    rules: [
      alreadyThere(logGroup, "regional", {
        code: "ResourceAlreadyExistsException",
        property: "name",
        source: `${logsApi}/API_CreateLogGroup.html`,
      }),
      ...logGroupRules,
    ],
  },
];
