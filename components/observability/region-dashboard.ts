// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { dashboardBody } from "./dashboard-body";
import type { RegionWatch } from "./region-watch";

export interface RegionDashboardArgs extends RegionWatch<pulumi.Input<string>> {
  /** Name of the environment, first part of the dashboard's name. */
  readonly environment: string;
}

/**
 * One region on one page: the metrics that have alarms, with their thresholds, under the region's
 * name and role. Everything on it is read from that region, so it opens while the other is down.
 *
 * Cost: $3 a month.
 *
 * @example
 * new RegionDashboard("dashboard", { environment: "production", region: "eu-west-1", role: "standby", ... });
 */
export class RegionDashboard extends pulumi.ComponentResource {
  /** Name of the dashboard. */
  public readonly dashboardName: pulumi.Output<string>;

  constructor(name: string, args: RegionDashboardArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:observability:RegionDashboard", name, {}, opts);

    const dashboard = this.createDashboard(name, args);

    this.dashboardName = dashboard.dashboardName;
    this.registerOutputs({ dashboardName: this.dashboardName });
  }

  private createDashboard(name: string, args: RegionDashboardArgs): aws.cloudwatch.Dashboard {
    return new aws.cloudwatch.Dashboard(
      `${name}-dashboard`,
      {
        dashboardName: `${args.environment}-${args.region}`,
        dashboardBody: pulumi
          .output(args)
          .apply((watch) => JSON.stringify(dashboardBody(args.environment, watch))),
      },
      { parent: this },
    );
  }
}
