// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";

import { alarmDefinitions } from "../../../components/observability/alarm-definitions";
import { dashboardBody, type Widget } from "../../../components/observability/dashboard-body";
import { happyPath } from "./region-watch.fixture";

/** Most widgets and most metrics in one of them, by the page that dashboardBody links. */
const limits = { widgets: 500, metricsPerWidget: 500 };

const charts = (widgets: readonly Widget[]) => widgets.filter(({ type }) => type === "metric");

describe("dashboardBody", () => {
  it.each(["active", "standby"] as const)("says in its header that the region is %s", (role) => {
    const [header] = dashboardBody("production", { ...happyPath, role }).widgets;

    expect(header?.properties.markdown).toBe(`# production eu-west-1: ${role}`);
  });

  it("reads every chart from this region", () => {
    const regions = fc.constantFrom("us-east-1", "eu-west-1", "eu-central-1");
    fc.assert(
      fc.property(regions, (region) => {
        const { widgets } = dashboardBody("production", { ...happyPath, region });
        for (const { properties } of charts(widgets)) expect(properties.region).toBe(region);
      }),
    );
  });

  it("shows each alarm's metric once, with its threshold", () => {
    const { widgets } = dashboardBody("production", happyPath);
    const labels = charts(widgets).flatMap(({ properties }) =>
      (properties.metrics as { label: string }[][]).map((line) => line.at(-1)?.label),
    );

    expect(labels.sort()).toEqual(
      alarmDefinitions(happyPath)
        .map(({ key }) => key)
        .sort(),
    );
    const lag = charts(widgets).find(({ properties }) =>
      String(properties.title).includes("AuroraGlobalDBProgressLag"),
    );
    expect(lag?.properties).toMatchObject({
      metrics: [
        [
          "AWS/RDS",
          "AuroraGlobalDBProgressLag",
          "DBClusterIdentifier",
          "production-eu-west-1-1",
          { stat: "Maximum", label: "database-replication-lag" },
        ],
      ],
      annotations: { horizontal: [{ label: "alarm", value: 5000 }] },
    });
  });

  it("lays widgets out inside the grid, none over another", () => {
    const services = fc
      .uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { maxLength: 20 })
      .map((names) =>
        names.map((name) => ({ name, tier: 1 as const, targetGroupArnSuffix: name })),
      );
    fc.assert(
      fc.property(services, (given) => {
        const { widgets } = dashboardBody("production", { ...happyPath, services: given });
        const cells = widgets.flatMap(({ x, y, width, height }) =>
          Array.from({ length: width * height }, (_, cell) => {
            const column = x + (cell % width);
            expect(column).toBeLessThan(24);
            return `${column},${y + Math.floor(cell / width)}`;
          }),
        );
        expect(new Set(cells).size).toBe(cells.length);
        expect(widgets.length).toBeLessThanOrEqual(limits.widgets);
        for (const { properties } of charts(widgets)) {
          expect((properties.metrics as unknown[]).length).toBeLessThanOrEqual(
            limits.metricsPerWidget,
          );
        }
      }),
      { numRuns: 30 },
    );
  });
});
