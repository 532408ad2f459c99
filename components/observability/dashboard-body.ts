// SPDX-License-Identifier: Apache-2.0
import { periodSeconds, type AlarmDefinition } from "./alarm-definition";
import { alarmDefinitions } from "./alarm-definitions";
import type { RegionWatch } from "./region-watch";

/** CloudWatch's grid: 24 columns; three widgets stand beside each other. */
const grid = { columns: 24, widgetWidth: 8, widgetHeight: 6, headerHeight: 2 } as const;

/** A part of the dashboard, as CloudWatch takes it. */
export interface Widget {
  readonly type: "text" | "metric";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What a dashboard is made of, as CloudWatch takes it. */
export interface DashboardBody {
  readonly widgets: readonly Widget[];
}

/**
 * A region's dashboard: one chart per metric that has an alarm, with the alarm's threshold in it.
 * So it shows what can wake people and nothing else.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function dashboardBody(environment: string, watch: RegionWatch<string>): DashboardBody {
  const header: Widget = {
    type: "text",
    x: 0,
    y: 0,
    width: grid.columns,
    height: grid.headerHeight,
    properties: { markdown: `# ${environment} ${watch.region}: ${watch.role}` },
  };
  const charts = [...byTitle(alarmDefinitions(watch))].map(([title, definitions], index) =>
    chart(watch.region, title, definitions, index),
  );
  return { widgets: [header, ...charts] };
}

type Definitions = readonly AlarmDefinition<string>[];

/** Alarms on one metric share a chart, whatever it is measured on. */
function byTitle(definitions: Definitions): Map<string, Definitions> {
  const charts = new Map<string, Definitions>();
  for (const definition of definitions) {
    const title = `${definition.subject}: ${definition.metricName} (${definition.statistic})`;
    charts.set(title, [...(charts.get(title) ?? []), definition]);
  }
  return charts;
}

function chart(region: string, title: string, definitions: Definitions, index: number): Widget {
  const { columns, widgetWidth, widgetHeight, headerHeight } = grid;
  const perRow = columns / widgetWidth;
  const thresholds = new Set(definitions.map(({ threshold }) => threshold));
  return {
    type: "metric",
    x: (index % perRow) * widgetWidth,
    y: headerHeight + Math.floor(index / perRow) * widgetHeight,
    width: widgetWidth,
    height: widgetHeight,
    properties: {
      region,
      title,
      view: "timeSeries",
      period: periodSeconds,
      metrics: definitions.map(line),
      annotations: { horizontal: [...thresholds].map((value) => ({ label: "alarm", value })) },
    },
  };
}

/** Namespace, name, each dimension and its value, then how to draw it. */
function line(definition: AlarmDefinition<string>): unknown[] {
  const { namespace, metricName, dimensions, statistic, key } = definition;
  const drawing = { stat: statistic, label: key };
  return [namespace, metricName, ...Object.entries(dimensions).flat(), drawing];
}
