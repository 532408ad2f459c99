// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";

import type { RefusalCase } from "../../support/refusal-case";
import { named, nameTaken, wrongArguments } from "../../support/refusal-shorthand";
import { policy } from "./policies";

const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const dashboard = "aws:cloudwatch/dashboard:Dashboard";
const logGroup = "aws:cloudwatch/logGroup:LogGroup";
const abroad = ["arn:aws:sns:eu-west-1:111122223333:alarms"];

const alarms = wrongArguments<aws.cloudwatch.MetricAlarmArgs>(
  alarm,
  ({ aws, name }, wrong) => {
    new aws.cloudwatch.MetricAlarm(`${name}-alarm`, {
      namespace: "AWS/RDS",
      metricName: "AuroraReplicaLag",
      statistic: "Maximum",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 1000,
      period: 60,
      evaluationPeriods: 5,
      ...wrong,
    });
  },
  [
    ["create ValidationError namespace", "a metric of no service", { namespace: undefined }],
    ["create ValidationError period", "a metric over no time", { period: undefined }],
    ["create ValidationError threshold", "an alarm at no value", { threshold: undefined }],
    [
      "check ValidationError evaluationPeriods",
      "an alarm that looks at nothing",
      { evaluationPeriods: 0 },
    ],
    ["check ValidationError datapointsToAlarm", "an alarm at no data", { datapointsToAlarm: 0 }],
    [
      "check ValidationError comparisonOperator",
      "an alarm over a threshold, in other words",
      { comparisonOperator: ">" },
    ],
    ["check ValidationError statistic", "a median as a statistic", { statistic: "Median" }],
    ["check ValidationError treatMissingData", "missing data as bad", { treatMissingData: "bad" }],
    ["check ValidationError period", "a period of a minute and a half", { period: 90 }],
    ["check ValidationError statistic", "two statistics of a metric", { extendedStatistic: "p99" }],
    [
      "write ValidationError metricName",
      "an alarm that watches nothing",
      { metricName: undefined },
    ],
    ["write ValidationError statistic", "a metric without a statistic", { statistic: undefined }],
    [
      "write ValidationError evaluationPeriods",
      "an alarm that looks back for two days",
      { evaluationPeriods: 2880 },
    ],
    [
      "write ValidationError datapointsToAlarm",
      "six bad minutes of five",
      { datapointsToAlarm: 6 },
    ],
    [
      "write ValidationError alarmActions",
      "an alarm that tells a topic of another region",
      { alarmActions: abroad },
    ],
    [
      "write ValidationError insufficientDataActions",
      "an alarm that tells another region of missing data",
      { insufficientDataActions: abroad },
    ],
    [
      "write ValidationError okActions",
      "an alarm that tells another region that all is well",
      { okActions: abroad },
    ],
  ],
);

const dashboards = wrongArguments<aws.cloudwatch.DashboardArgs>(
  dashboard,
  ({ aws, name }, wrong) => {
    const text = { type: "text", properties: { markdown: "All is well" } };
    new aws.cloudwatch.Dashboard(`${name}-dashboard`, {
      dashboardName: `${name}-dashboard`,
      dashboardBody: JSON.stringify({ widgets: [text] }),
      ...wrong,
    });
  },
  [
    [
      "check InvalidParameterInput dashboardName",
      "a dashboard's name with a space",
      { dashboardName: "All is well" },
    ],
    [
      "check InvalidParameterInput dashboardBody",
      "a dashboard in words",
      { dashboardBody: "All is well" },
    ],
    [
      "write InvalidParameterInput dashboardBody",
      "a widget without a type",
      { dashboardBody: JSON.stringify({ widgets: [{ properties: {} }] }) },
    ],
  ],
);

const logGroups = wrongArguments<aws.cloudwatch.LogGroupArgs>(
  logGroup,
  ({ aws, name }, wrong) => {
    new aws.cloudwatch.LogGroup(`${name}-logs`, wrong);
  },
  [
    [
      "check InvalidParameterException name",
      "a log group's name with a space",
      { name: "flow logs" },
    ],
    [
      "check InvalidParameterException retentionInDays",
      "logs for 45 days",
      { retentionInDays: 45 },
    ],
  ],
);

export const cloudwatch: readonly RefusalCase[] = [
  ...alarms,
  ...dashboards,
  ...logGroups,
  {
    ...named("write AccessDeniedException kmsKeyId"),
    what: "a log group's key that doesn't let CloudWatch in",
    token: logGroup,
    program: ({ aws, name, mistake }) => {
      const account = { AWS: "arn:aws:iam::111122223333:root" };
      const logs = mistake ? {} : { Service: "logs.us-east-1.amazonaws.com" };
      const key = new aws.kms.Key(`${name}-key`, {
        policy: policy({ Principal: { ...account, ...logs }, Action: ["kms:*"] }),
      });
      new aws.cloudwatch.LogGroup(`${name}-logs`, { kmsKeyId: key.arn });
    },
  },
  nameTaken(
    logGroup,
    "create ResourceAlreadyExistsException name",
    "a second log group of a name",
    ({ aws }, resource, name, options) => new aws.cloudwatch.LogGroup(resource, { name }, options),
  ),
];
