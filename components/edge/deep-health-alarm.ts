// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { physicalName } from "../shared/naming";

export interface DeepHealthAlarmArgs {
  /** Name of the environment, first part of the alarm's name. */
  readonly environment: string;
  /** Service whose deep health is watched. */
  readonly service: string;
  /** Region under watch. */
  readonly watchedRegion: string;
  /** Id of the DeepHealthCheck. */
  readonly healthCheckId: pulumi.Input<string>;
  /** Topic in us-east-1 that is told. */
  readonly alarmTopicArn: pulumi.Input<string>;
}

/**
 * Tells people that a service's deep health in one region is bad. It never drives the failover.
 *
 * Route 53 publishes its metrics in us-east-1 only, whichever region it checks: this component
 * must be given a provider of us-east-1, and it is blind when that region is in trouble. What
 * decides a failover observes from the other region instead.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html
 * @example
 * new DeepHealthAlarm("health-alarm", {
 *   environment: "production", service: "payments", watchedRegion: "eu-west-1",
 *   healthCheckId, alarmTopicArn,
 * }, { provider: usEast1 });
 */
export class DeepHealthAlarm extends pulumi.ComponentResource {
  /** ARN of the alarm. */
  public readonly alarmArn: pulumi.Output<string>;

  constructor(name: string, args: DeepHealthAlarmArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:edge:DeepHealthAlarm", name, {}, opts);

    const alarm = this.createAlarm(name, args);

    this.alarmArn = alarm.arn;
    this.registerOutputs({ alarmArn: this.alarmArn });
  }

  private createAlarm(name: string, args: DeepHealthAlarmArgs): aws.cloudwatch.MetricAlarm {
    const { environment, service, watchedRegion } = args;
    const alarmName = physicalName("alarm", environment, service, watchedRegion, "deep-health");
    return new aws.cloudwatch.MetricAlarm(
      `${name}-alarm`,
      {
        name: alarmName,
        alarmDescription: `Probes from outside find ${service} in ${watchedRegion} unhealthy; its /healthz/deep names the failing parts`,
        namespace: "AWS/Route53",
        metricName: "HealthCheckStatus",
        dimensions: { HealthCheckId: args.healthCheckId },
        statistic: "Minimum",
        comparisonOperator: "LessThanThreshold",
        threshold: 1,
        period: 60,
        evaluationPeriods: 2,
        // A disabled or deleted check publishes nothing, and nobody would notice.
        treatMissingData: "breaching",
        alarmActions: [args.alarmTopicArn],
        okActions: [args.alarmTopicArn],
        tags: { Name: alarmName },
      },
      { parent: this },
    );
  }
}
