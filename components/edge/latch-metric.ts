// SPDX-License-Identifier: Apache-2.0

/**
 * The metric by which a region is retired: 1 throws its latch, 0 takes it back, silence changes
 * nothing. It is published in the region that holds the latch, with the retired region as the
 * dimension `Region`.
 *
 * Standard resolution, one period, a plain statistic: Route 53 refuses to follow an alarm on a
 * high-resolution metric or an extended statistic. The maximum, so that in a minute with both
 * values the region stays retired.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_AlarmIdentifier.html
 */
export const latchMetric = {
  namespace: "Payments/Recovery",
  metricName: "RegionRetired",
  statistic: "Maximum",
  comparisonOperator: "GreaterThanOrEqualToThreshold",
  threshold: 1,
  period: 60,
  evaluationPeriods: 1,
} as const;
