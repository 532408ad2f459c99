// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";

import { dashboardBody } from "../../../components/observability/dashboard-body";
import {
  RegionDashboard,
  type RegionDashboardArgs,
} from "../../../components/observability/region-dashboard";
import { only, record } from "../../support/mocks";
import { happyPath } from "./region-watch.fixture";

const dashboardType = "aws:cloudwatch/dashboard:Dashboard";

function dashboard(change: Partial<RegionDashboardArgs> = {}): RegionDashboard {
  return new RegionDashboard("dashboard", { ...happyPath, environment: "production", ...change });
}

function cluster(clusterIdentifier: pulumi.Output<string>): RegionDashboardArgs["database"] {
  return { engine: "aurora-global", clusterIdentifier };
}

describe("RegionDashboard", () => {
  it("is named after its region and holds that region's charts as JSON", async () => {
    const registered = await record(() =>
      dashboard({ database: cluster(pulumi.output("production-eu-west-1-1")) }),
    );

    const { inputs } = only(registered, dashboardType);
    expect(inputs.dashboardName).toBe("production-eu-west-1");
    expect(JSON.parse(inputs.dashboardBody as string)).toEqual(
      dashboardBody("production", happyPath),
    );
  });

  it("is there at preview, while an identifier is unknown", async () => {
    const database = cluster(pulumi.unknown as pulumi.Output<string>);
    const registered = await record(() => dashboard({ database }), { preview: true });

    expect(only(registered, dashboardType).name).toBe("dashboard-dashboard");
  });
});
