// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { physicalName } from "../shared/naming";
import { latchMetric } from "./latch-metric";

export interface LatchAlarmArgs {
  /** Name of the environment, first part of the alarm's name. */
  readonly environment: string;
  /** The region that this latch retires. The alarm itself stands in its peer. */
  readonly watchedRegion: string;
  /** Topic in the alarm's own region that is told when the latch is thrown and taken back. */
  readonly alarmTopicArn: pulumi.Input<string>;
}

/**
 * The half of a region's latch that remembers: an alarm, in the other region, on a metric that
 * only recovery publishes. LatchHealthCheck is the half that DNS reads.
 *
 * A latch is not a health check. It says that a region has been retired, and goes on saying so
 * until somebody takes it back: the failed region's recovery publishes nothing, and missing data
 * leaves both the alarm (`ignore`) and the health check (`LastKnownStatus`) as they were. So
 * traffic cannot return by itself to a region whose database has fallen behind. Failback is a
 * planned switchover that ends by publishing 0.
 *
 * It stands in the other region because what decides about a region must survive that region.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 * @example
 * new LatchAlarm("latch", { environment: "production", watchedRegion: "us-east-1", alarmTopicArn });
 */
export class LatchAlarm extends pulumi.ComponentResource {
  /** Name of the alarm, by which Route 53 finds it. */
  public readonly alarmName: pulumi.Output<string>;
  /** ARN of the alarm. */
  public readonly alarmArn: pulumi.Output<string>;

  constructor(name: string, args: LatchAlarmArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:edge:LatchAlarm", name, {}, opts);

    const alarm = this.createAlarm(name, args);

    this.alarmName = alarm.name;
    this.alarmArn = alarm.arn;
    this.registerOutputs({ alarmName: this.alarmName, alarmArn: this.alarmArn });
  }

  private createAlarm(name: string, args: LatchAlarmArgs): aws.cloudwatch.MetricAlarm {
    const alarmName = physicalName("alarm", args.environment, args.watchedRegion, "retired");
    return new aws.cloudwatch.MetricAlarm(
      `${name}-alarm`,
      {
        name: alarmName,
        alarmDescription: `${args.watchedRegion} is retired: public names answer with its peer until the failback runbook publishes 0`,
        ...latchMetric,
        dimensions: { Region: args.watchedRegion },
        treatMissingData: "ignore",
        alarmActions: [args.alarmTopicArn],
        okActions: [args.alarmTopicArn],
        tags: { Name: alarmName },
      },
      { parent: this },
    );
  }
}
