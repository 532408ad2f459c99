// SPDX-License-Identifier: Apache-2.0
import type { AlarmSpec } from "../alarm-definition";
import type { RegionWatch } from "../region-watch";

/** Packets a minute: AWS calls 0.01 % of the traffic too many, and at peak that is about this. */
const droppedPackets = 100;

/**
 * The way out of each zone. From a region without a replica of the journal, every acknowledgement
 * leaves by it, so it pages.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway-cloudwatch.html
 */
export function natAlarms<Value>(watch: RegionWatch<Value>): AlarmSpec<Value>[] {
  return Object.entries(watch.natGatewayIds).flatMap(([zone, natGatewayId]): AlarmSpec<Value>[] => {
    const common = {
      subject: "NAT",
      tier: 1,
      namespace: "AWS/NATGateway",
      dimensions: { NatGatewayId: natGatewayId },
      statistic: "Sum",
      comparison: "above",
      threshold: 0,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
    } as const;
    return [
      {
        ...common,
        key: `nat-ports-${zone}`,
        description: `The NAT gateway of ${zone} has no port left for a destination; journal and processors may not be reached`,
        metricName: "ErrorPortAllocation",
      },
      {
        ...common,
        key: `nat-drops-${zone}`,
        description: `The NAT gateway of ${zone} drops packets; journal and processors may not be reached`,
        metricName: "PacketsDropCount",
        threshold: droppedPackets,
      },
    ];
  });
}
