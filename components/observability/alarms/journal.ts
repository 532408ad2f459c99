// SPDX-License-Identifier: Apache-2.0
import type { AlarmSpec } from "../alarm-definition";
import type { RegionWatch } from "../region-watch";

/**
 * Appends that failed, as the region's writers count them: wherever the journal is, no payment is
 * acknowledged without one.
 */
export function journalWriterAlarms<Value>({ region }: RegionWatch<Value>): AlarmSpec<Value>[] {
  return [
    {
      key: "journal-append-errors",
      subject: "journal",
      tier: 1,
      description: "Appends to the payment journal fail; those payments are not acknowledged",
      namespace: "Payments/Journal",
      metricName: "JournalAppendErrors",
      dimensions: { Region: region },
      statistic: "Sum",
      comparison: "above",
      threshold: 0,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
    },
  ];
}

/**
 * The journal's table, in regions that hold a replica: DynamoDB counts a request in the region
 * that was asked.
 *
 * Where nothing happened DynamoDB sends nothing, not 0, and alarms on its own metrics keep their
 * state then, whatever they say; AWS's guide recommends `notBreaching` all the same. An alarm on
 * errors would stay red after the last one, and not page for the next. So silence is filled with 0
 * there, which holds under either page.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function journalTableAlarms<Value>(watch: RegionWatch<Value>): AlarmSpec<Value>[] {
  const { journalTableName } = watch;
  if (journalTableName === undefined) return [];
  const common = {
    subject: "journal",
    tier: 1,
    namespace: "AWS/DynamoDB",
    dimensions: { TableName: journalTableName, Operation: "PutItem" },
    comparison: "above",
  } as const;
  const errors = {
    ...common,
    statistic: "Sum",
    threshold: 0,
    fillMissingWith: 0,
    // The newest of the four may be a 0 that was filled in too early.
    evaluationPeriods: 4,
    datapointsToAlarm: 2,
  } as const;
  return [
    {
      ...errors,
      key: "journal-system-errors",
      description: "DynamoDB answers appends to the journal with errors of its own",
      metricName: "SystemErrors",
    },
    {
      ...errors,
      key: "journal-throttled",
      description: "DynamoDB throttles appends to the journal; acknowledgements queue up",
      metricName: "ThrottledRequests",
    },
    {
      ...common,
      key: "journal-latency",
      description: "Appends to the journal take DynamoDB longer than 200 ms; quorum is slow",
      metricName: "SuccessfulRequestLatency",
      statistic: "Average",
      threshold: 200,
      evaluationPeriods: 5,
      datapointsToAlarm: 5,
      // Filled with 0, late data would look fast. So it stays red until appends are seen to be fast.
      treatMissingData: "ignore",
    },
  ];
}
