// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { latchMetric } from "./latch-metric";

/** A region's latch, as DNS has to know it. */
export interface Latch {
  /** The region that the latch retires. */
  readonly watchedRegion: string;
  /** Name of its LatchAlarm. */
  readonly alarmName: pulumi.Input<string>;
  /** Region in which the LatchAlarm stands: the watched region's peer. */
  readonly alarmRegion: string;
}

export interface LatchHealthCheckArgs {
  /** Latch of the region that has the PRIMARY records. */
  readonly primary: Latch;
  /** Latch of the region that has the SECONDARY records. */
  readonly secondary: Latch;
}

/**
 * The half of the latches that DNS reads: what the PRIMARY records follow.
 *
 * The primary region serves unless it is retired; when the secondary is retired too, traffic comes
 * back. Each latch stands in the other region, so whichever region fails, the one that is left can
 * move traffic to itself:
 *
 * | primary retired | secondary retired | answer |
 * |---|---|---|
 * | no | no or yes | PRIMARY |
 * | yes | no | SECONDARY |
 * | yes | yes | PRIMARY |
 *
 * One latch alone would stand in the secondary region, and nobody could take it back after that
 * region failed while it was active. A region that rejoins is taken back in the order primary's
 * latch, then secondary's, so that no step in between moves traffic.
 *
 * Route 53 evaluates an alarm's metric itself and doesn't read the alarm's state. With
 * `LastKnownStatus` it keeps its verdict when no data come, so neither silence after a failover
 * nor an outage of the region that holds a latch moves traffic. A new check is healthy: the
 * primary region serves until it is retired. Route 53 copies the alarm's settings when the check
 * is made; `triggers` makes it copy them again when they change.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
 * @example
 * new LatchHealthCheck("latch", {
 *   primary: { watchedRegion: "us-east-1", alarmName: usRetired, alarmRegion: "eu-west-1" },
 *   secondary: { watchedRegion: "eu-west-1", alarmName: euRetired, alarmRegion: "us-east-1" },
 * });
 */
export class LatchHealthCheck extends pulumi.ComponentResource {
  /** Id of the health check for the primary failover records. */
  public readonly healthCheckId: pulumi.Output<string>;

  constructor(name: string, args: LatchHealthCheckArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:edge:LatchHealthCheck", name, {}, opts);

    const primaryServes = this.createMetricCheck(name, "primary", args.primary, false);
    const secondaryRetired = this.createMetricCheck(name, "secondary", args.secondary, true);
    const either = this.createEither(name, args, [primaryServes.id, secondaryRetired.id]);

    this.healthCheckId = either.id;
    this.registerOutputs({ healthCheckId: this.healthCheckId });
  }

  /** Unhealthy while the region is retired; inverted, healthy while it is. */
  private createMetricCheck(
    name: string,
    side: "primary" | "secondary",
    latch: Latch,
    inverted: boolean,
  ): aws.route53.HealthCheck {
    return new aws.route53.HealthCheck(
      `${name}-${side}`,
      {
        type: "CLOUDWATCH_METRIC",
        cloudwatchAlarmName: latch.alarmName,
        cloudwatchAlarmRegion: latch.alarmRegion,
        insufficientDataHealthStatus: "LastKnownStatus",
        invertHealthcheck: inverted,
        triggers: { metric: JSON.stringify(latchMetric) },
        tags: { Name: `${latch.watchedRegion}-${inverted ? "retired" : "serves"}` },
      },
      { parent: this },
    );
  }

  private createEither(
    name: string,
    { primary }: LatchHealthCheckArgs,
    childHealthchecks: pulumi.Input<string>[],
  ): aws.route53.HealthCheck {
    return new aws.route53.HealthCheck(
      `${name}-either`,
      {
        type: "CALCULATED",
        childHealthchecks,
        childHealthThreshold: 1,
        tags: { Name: `${primary.watchedRegion}-answers` },
      },
      { parent: this },
    );
  }
}
