// SPDX-License-Identifier: Apache-2.0
import type { Meters } from "./meter";

/** CloudWatch keeps events compressed, and charges for what it keeps; a usual ratio. */
const compression = 0.15;
const daysPerMonth = 30;

/** What is kept for ever is counted as if it were a year old. */
const daysOfForever = 365;

/** Seconds below which an alarm is one of high resolution. */
const standardPeriod = 60;

/** Alarms, dashboards and logs. */
export const watchMeters: Meters = {
  "aws:cloudwatch/metricAlarm:MetricAlarm": (alarm) => {
    // Charged by metric; one with a formula watches several.
    const metrics = alarm
      .at("metricQueries")
      .items()
      .filter((query) => query.at("metric").isGiven).length;
    const period = alarm.at("period").number() ?? standardPeriod;
    const isHigh = period < standardPeriod;
    return [
      {
        part: "alarms",
        item: isHigh ? "cloudwatch:alarm-high-resolution" : "cloudwatch:alarm",
        quantity: Math.max(metrics, 1),
      },
    ];
  },
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": () => [
    { part: "alarms", item: "cloudwatch:composite-alarm", quantity: 1 },
  ],
  "aws:cloudwatch/dashboard:Dashboard": () => [
    { part: "dashboards", item: "cloudwatch:dashboard", quantity: 1 },
  ],
  "aws:cloudwatch/logGroup:LogGroup": (group, { volumes }) => {
    const days = group.at("retentionInDays").number() || daysOfForever;
    return [
      { part: "logs", item: "cloudwatch:log-ingestion", quantity: volumes.logGb },
      {
        part: "logs kept",
        item: "cloudwatch:log-storage",
        quantity: (volumes.logGb * compression * days) / daysPerMonth,
      },
    ];
  },
  "aws:ec2/flowLog:FlowLog": (log, { volumes }) => [
    {
      part: "flow logs",
      item:
        log.at("logDestinationType").text() === "s3"
          ? "cloudwatch:logs-to-s3"
          : "cloudwatch:log-ingestion",
      quantity: volumes.flowLogGb,
    },
  ],
  "aws:s3/bucket:Bucket": (_, { volumes }) => [
    { part: "buckets of logs", item: "s3:storage", quantity: volumes.bucketGb },
  ],
};
