// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Issue } from "../shared/issues";
import { assertNoIssues } from "../shared/validation";

/**
 * Regions from which Route 53 can check.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html
 */
const checkerRegions = [
  "us-east-1",
  "us-west-1",
  "us-west-2",
  "eu-west-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-northeast-1",
  "sa-east-1",
] as const;

/** A region from which Route 53 can check. */
export type CheckerRegion = (typeof checkerRegions)[number];

/** Fewest regions that Route 53 takes, by the same page. */
const fewestCheckerRegions = 3;

/** Where every service of the platform reports its deep health. */
const deepHealthPath = "/healthz/deep";

export interface DeepHealthCheckArgs {
  /** Regional name of the service: `payments.eu-west-1.example.com`. Also sent as SNI and Host. */
  readonly domainName: pulumi.Input<string>;
  /** Port of the service's TLS listener. */
  readonly port: pulumi.Input<number>;
  /** Region under watch, for the check's name. */
  readonly watchedRegion: string;
  /**
   * Regions that probe, at least three.
   *
   * @default ["us-west-1", "us-west-2", "ap-northeast-1", "sa-east-1"]
   */
  readonly checkerRegions?: readonly CheckerRegion[];
}

export const deepHealthCheckDefaults = {
  // None of them is a region of the platform: a watcher shouldn't fail with what it watches.
  checkerRegions: ["us-west-1", "us-west-2", "ap-northeast-1", "sa-east-1"],
} as const satisfies Partial<DeepHealthCheckArgs>;

/**
 * A probe of one region's deep health from several places in the world, every 10 seconds.
 *
 * It informs; it moves nothing. No record refers to it, because a region that is down must first
 * be fenced, and because one that comes back must not pull traffic. Observers read it as one of
 * the voices that have to agree before a failover.
 *
 * Cost: a fast HTTPS check with latency measurement, a few dollars a month, and a request every
 * second or so at the service from all checkers together.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
 * @example
 * new DeepHealthCheck("health", { domainName: record.fqdn, port: 443, watchedRegion: "eu-west-1" });
 */
export class DeepHealthCheck extends pulumi.ComponentResource {
  /** Id of the health check. */
  public readonly healthCheckId: pulumi.Output<string>;

  constructor(name: string, args: DeepHealthCheckArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:edge:DeepHealthCheck", name, {}, opts);
    const regions = args.checkerRegions ?? deepHealthCheckDefaults.checkerRegions;
    assertNoIssues(this, checkerIssues(regions));

    const healthCheck = this.createHealthCheck(name, args, regions);

    this.healthCheckId = healthCheck.id;
    this.registerOutputs({ healthCheckId: this.healthCheckId });
  }

  private createHealthCheck(
    name: string,
    args: DeepHealthCheckArgs,
    regions: readonly CheckerRegion[],
  ): aws.route53.HealthCheck {
    return new aws.route53.HealthCheck(
      `${name}-health-check`,
      {
        type: "HTTPS",
        fqdn: args.domainName,
        port: args.port,
        resourcePath: deepHealthPath,
        enableSni: true,
        requestInterval: 10,
        failureThreshold: 3,
        measureLatency: true,
        regions: [...regions],
        tags: { Name: `${args.watchedRegion}-deep-health` },
      },
      { parent: this },
    );
  }
}

function checkerIssues(regions: readonly CheckerRegion[]): Issue[] {
  if (new Set(regions).size >= fewestCheckerRegions) return [];
  return [
    {
      path: "checkerRegions",
      problem: `names fewer than ${fewestCheckerRegions} different regions`,
      got: regions,
      fix: `choose at least ${fewestCheckerRegions} of ${checkerRegions.join(", ")}`,
    },
  ];
}
