// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { physicalName } from "../shared/naming";
import { pages, periodSeconds, type AlarmDefinition } from "./alarm-definition";
import { alarmDefinitions } from "./alarm-definitions";
import type { RegionWatch } from "./region-watch";

export interface RegionAlarmsArgs extends RegionWatch<pulumi.Input<string>> {
  /** Name of the environment, first part of every alarm's name. */
  readonly environment: string;
  /** Topic of the region that pages. */
  readonly alarmTopicArn: pulumi.Input<string>;
}

/**
 * The alarms about one region's database, cache, load balancer, ways out and journal.
 *
 * Both regions have the same ones. The role moves two thresholds, so that a failover changes
 * numbers in place: nothing is created in an emergency. The tier says whether an alarm pages; one
 * that doesn't is seen on the dashboard.
 *
 * They inform. What a failover depends on lives in the other region.
 *
 * Cost: $0.10 a month per alarm, some 30 to 40 per region.
 *
 * @example
 * new RegionAlarms("alarms", {
 *   environment: "production", region: "eu-west-1", role: "standby", database: database.identifiers,
 *   cacheNodeIds: ["production-eu-west-1-001"], loadBalancerArnSuffix: edge.arnSuffix,
 *   services: [{ name: "payments", tier: 1, targetGroupArnSuffix }],
 *   natGatewayIds: { "eu-west-1a": natGatewayId }, alarmTopicArn: topic.arn,
 * });
 */
export class RegionAlarms extends pulumi.ComponentResource {
  /** Names of the alarms. */
  public readonly alarmNames: readonly pulumi.Output<string>[];

  constructor(name: string, args: RegionAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:observability:RegionAlarms", name, {}, opts);

    const alarms = alarmDefinitions<pulumi.Input<string>>(args).map((definition) =>
      this.createAlarm(name, definition, args),
    );

    this.alarmNames = alarms.map((alarm) => alarm.name);
    this.registerOutputs({ alarmNames: this.alarmNames });
  }

  private createAlarm(
    name: string,
    definition: AlarmDefinition<pulumi.Input<string>>,
    args: RegionAlarmsArgs,
  ): aws.cloudwatch.MetricAlarm {
    const { environment, region, alarmTopicArn } = args;
    const alarmName = physicalName("alarm", environment, region, definition.key);
    const topics = pages(definition.tier) ? [alarmTopicArn] : [];
    return new aws.cloudwatch.MetricAlarm(
      `${name}-${definition.key}`,
      {
        name: alarmName,
        alarmDescription: definition.description,
        ...watched(definition),
        comparisonOperator: comparisonOperators[definition.comparison],
        threshold: definition.threshold,
        evaluationPeriods: definition.evaluationPeriods,
        datapointsToAlarm: definition.datapointsToAlarm,
        treatMissingData: definition.treatMissingData,
        alarmActions: topics,
        okActions: topics,
        insufficientDataActions: definition.treatMissingData === "missing" ? topics : [],
        tags: { Name: alarmName, Tier: String(definition.tier) },
      },
      { parent: this },
    );
  }
}

/** What the alarm looks at: the metric, or an expression that fills it. */
function watched(
  definition: AlarmDefinition<pulumi.Input<string>>,
): Partial<aws.cloudwatch.MetricAlarmArgs> {
  const { namespace, metricName, dimensions, statistic, fillMissingWith } = definition;
  const metric = { namespace, metricName, dimensions, period: periodSeconds };
  if (fillMissingWith === undefined) return { ...metric, statistic };
  return {
    metricQueries: [
      {
        id: "filled",
        expression: `FILL(metric, ${fillMissingWith})`,
        label: metricName,
        returnData: true,
      },
      { id: "metric", metric: { ...metric, stat: statistic }, returnData: false },
    ],
  };
}

const comparisonOperators = {
  above: "GreaterThanThreshold",
  below: "LessThanThreshold",
} as const;
