// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";

import type { RefusalCase } from "../../support/refusal-case";
import { wrongArguments } from "../../support/refusal-shorthand";

const metric = { namespace: "AWS/DynamoDB", metricName: "SystemErrors", stat: "Sum", period: 60 };
const filled = { id: "filled", expression: "FILL(errors, 0)", returnData: true };
const errors = { id: "errors", metric };

/** An alarm on a filled metric; the mistake is in the queries. */
export const alarmQueries: readonly RefusalCase[] = wrongArguments<aws.cloudwatch.MetricAlarmArgs>(
  "aws:cloudwatch/metricAlarm:MetricAlarm",
  ({ aws, name }, wrong) => {
    new aws.cloudwatch.MetricAlarm(`${name}-alarm`, {
      metricQueries: [filled, errors],
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 4,
      datapointsToAlarm: 2,
      ...wrong,
    });
  },
  [
    [
      "write ValidationError metricQueries.id",
      "a query whose name begins with a capital",
      { metricQueries: [filled, { ...errors, id: "Errors" }] },
    ],
    [
      "check ValidationError metricQueries.metric.period",
      "a query over a minute and a half",
      { metricQueries: [filled, { ...errors, metric: { ...metric, period: 90 } }] },
    ],
    [
      "check ValidationError metricQueries",
      "a metric beside queries",
      { namespace: metric.namespace, metricName: metric.metricName },
    ],
    [
      "write ValidationError metricQueries.expression",
      "a query of nothing",
      { metricQueries: [filled, { id: "errors" }] },
    ],
    [
      "write ValidationError evaluationPeriods",
      "an expression that looks back for two days",
      { evaluationPeriods: 2880 },
    ],
    [
      "write ValidationError metricQueries.returnData",
      "two results for one alarm",
      { metricQueries: [filled, { ...errors, returnData: true }] },
    ],
  ],
);
