// SPDX-License-Identifier: Apache-2.0
import type { AlarmSpec } from "../alarm-definition";
import { roleThresholds, type RegionWatch } from "../region-watch";

/**
 * Ready pods per service, and ports of the load balancer itself. Only tier 1 has more than one pod
 * in each region by promise, so only there the role asks for more.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html
 */
export function loadBalancerAlarms<Value>(watch: RegionWatch<Value>): AlarmSpec<Value>[] {
  const common = { subject: "load balancer", namespace: "AWS/NetworkELB" } as const;
  const balancer = { LoadBalancer: watch.loadBalancerArnSuffix };
  const perService = watch.services.flatMap(
    ({ name, tier, targetGroupArnSuffix }): AlarmSpec<Value>[] => [
      {
        ...common,
        key: `${name}-healthy-hosts`,
        tier,
        description: `Too few pods of ${name} are ready`,
        dimensions: { ...balancer, TargetGroup: targetGroupArnSuffix },
        metricName: "HealthyHostCount",
        statistic: "Minimum",
        comparison: "below",
        threshold: tier === 1 ? roleThresholds[watch.role].healthyHosts : 1,
        evaluationPeriods: 3,
        datapointsToAlarm: 2,
        treatMissingData: "breaching",
      },
      {
        ...common,
        key: `${name}-unhealthy-hosts`,
        tier,
        description: `Pods of ${name} have not been ready for five minutes`,
        dimensions: { ...balancer, TargetGroup: targetGroupArnSuffix },
        metricName: "UnHealthyHostCount",
        statistic: "Maximum",
        comparison: "above",
        threshold: 0,
      },
    ],
  );
  return [
    ...perService,
    {
      ...common,
      key: "load-balancer-ports",
      tier: 1,
      description: "The load balancer runs out of ports towards its targets; clients are refused",
      dimensions: balancer,
      metricName: "PortAllocationErrorCount",
      statistic: "Sum",
      comparison: "above",
      threshold: 0,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
    },
  ];
}
