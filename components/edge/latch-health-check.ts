// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { latchMetric } from "./latch-metric";

export interface LatchHealthCheckArgs {
  /** The region that the latch retires. */
  readonly watchedRegion: string;
  /** Name of the LatchAlarm. */
  readonly alarmName: pulumi.Input<string>;
  /** Region in which the LatchAlarm stands: the watched region's peer. */
  readonly alarmRegion: string;
}

/**
 * The half of a region's latch that DNS reads: unhealthy while the region is retired.
 *
 * Route 53 evaluates the alarm's metric itself and doesn't read the alarm's state. With
 * `LastKnownStatus` it keeps its verdict when no data come, so neither silence after a failover
 * nor an outage of the region that holds the latch moves traffic. A new check is healthy: the
 * founding region serves until it is retired.
 *
 * Route 53 copies the alarm's settings when the check is made; `triggers` makes it copy them
 * again when they change.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
 * @example
 * new LatchHealthCheck("latch", { watchedRegion: "us-east-1", alarmName, alarmRegion: "eu-west-1" });
 */
export class LatchHealthCheck extends pulumi.ComponentResource {
  /** Id of the health check, for the primary failover record of the watched region. */
  public readonly healthCheckId: pulumi.Output<string>;

  constructor(name: string, args: LatchHealthCheckArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:edge:LatchHealthCheck", name, {}, opts);

    const healthCheck = this.createHealthCheck(name, args);

    this.healthCheckId = healthCheck.id;
    this.registerOutputs({ healthCheckId: this.healthCheckId });
  }

  private createHealthCheck(name: string, args: LatchHealthCheckArgs): aws.route53.HealthCheck {
    return new aws.route53.HealthCheck(
      `${name}-health-check`,
      {
        type: "CLOUDWATCH_METRIC",
        cloudwatchAlarmName: args.alarmName,
        cloudwatchAlarmRegion: args.alarmRegion,
        insufficientDataHealthStatus: "LastKnownStatus",
        triggers: { metric: JSON.stringify(latchMetric) },
        tags: { Name: `${args.watchedRegion}-retired` },
      },
      { parent: this },
    );
  }
}
