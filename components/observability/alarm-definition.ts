// SPDX-License-Identifier: Apache-2.0
import type { Tier } from "../shared/tier";

/** One alarm of a region, before it is a resource. */
export interface AlarmDefinition<Value> {
  /** Name of the alarm within its region. */
  readonly key: string;
  /** What it is about. */
  readonly subject: "database" | "cache" | "load balancer" | "NAT" | "journal";
  /** Tiers 1 and 2 page. */
  readonly tier: Tier;
  /** What it means, for the person who is woken. */
  readonly description: string;
  /** CloudWatch's namespace of the metric. */
  readonly namespace: string;
  /** Name of the metric. */
  readonly metricName: string;
  /** What the metric is about; fixed values are plain. */
  readonly dimensions: Readonly<Record<string, Value | string>>;
  /** How a period's values become one. */
  readonly statistic: "Average" | "Maximum" | "Minimum" | "Sum" | "SampleCount";
  /** On which side of the threshold it is bad; the threshold itself is good. */
  readonly comparison: "above" | "below";
  /** In the metric's own unit. */
  readonly threshold: number;
  /** How many periods are looked at. */
  readonly evaluationPeriods: number;
  /** How many of them have to be bad. */
  readonly datapointsToAlarm: number;
  /**
   * What silence means. `missing` tells people when data stop, and is quiet if there never were
   * any; `ignore` leaves the alarm as it was.
   */
  readonly treatMissingData: "breaching" | "ignore" | "missing" | "notBreaching";
  /**
   * What a period without data counts as, put in by metric math before the alarm looks. The newest
   * period may have no data yet: look at more of them than have to be bad.
   *
   * @default - nothing is put in
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
   */
  readonly fillMissingWith?: number;
}

/** Length of every alarm's period: the rate of AWS's own metrics of these services. */
export const periodSeconds = 60;

/** What most alarms have: five bad minutes out of five, and silence is good. */
export const alarmDefaults = {
  evaluationPeriods: 5,
  datapointsToAlarm: 5,
  treatMissingData: "notBreaching",
} as const satisfies Partial<AlarmDefinition<never>>;

/** An alarm as the tables state it: what is left out is `alarmDefaults`. */
export type AlarmSpec<Value> = Omit<AlarmDefinition<Value>, keyof typeof alarmDefaults> &
  Partial<Pick<AlarmDefinition<Value>, keyof typeof alarmDefaults>>;

/** Whether people are paged by alarms of a tier. */
export function pages(tier: Tier): boolean {
  return tier < 3;
}
