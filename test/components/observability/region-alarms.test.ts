// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";

import { alarmDefinitions } from "../../../components/observability/alarm-definitions";
import {
  RegionAlarms,
  type RegionAlarmsArgs,
} from "../../../components/observability/region-alarms";
import { all, only, record, type Registered } from "../../support/mocks";
import { happyPath } from "./region-watch.fixture";

const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
const topic = "arn:aws:sns:eu-west-1:111122223333:alarms";

function alarms(change: Partial<RegionAlarmsArgs> = {}): RegionAlarms {
  const args = { ...happyPath, environment: "production", alarmTopicArn: topic, ...change };
  return new RegionAlarms("alarms", args);
}

const namesOf = (registered: readonly Registered[]) => registered.map(({ name }) => name).sort();

describe("RegionAlarms", () => {
  it("makes every alarm of the table", async () => {
    const registered = await record(() => alarms());

    expect(namesOf(all(registered, alarmType))).toEqual(
      alarmDefinitions(happyPath)
        .map(({ key }) => `alarms-${key}`)
        .sort(),
    );
  });

  it("writes a table's line as CloudWatch takes it", async () => {
    const registered = await record(() => alarms());

    expect(only(registered, alarmType, "alarms-payments-healthy-hosts").inputs).toMatchObject({
      name: "production-eu-west-1-payments-healthy-hosts",
      namespace: "AWS/NetworkELB",
      metricName: "HealthyHostCount",
      dimensions: {
        LoadBalancer: "net/production-public/1",
        TargetGroup: "targetgroup/pub-payments-8443/1",
      },
      statistic: "Minimum",
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      period: 60,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      treatMissingData: "breaching",
    });
    expect(only(registered, alarmType, "alarms-database-cpu").inputs.comparisonOperator).toBe(
      "GreaterThanThreshold",
    );
  });

  it("fills a metric's silence by an expression, and alarms on that", async () => {
    const registered = await record(() => alarms());

    const { inputs } = only(registered, alarmType, "alarms-journal-throttled");
    expect(inputs.metricQueries).toEqual([
      {
        id: "filled",
        expression: "FILL(metric, 0)",
        label: "ThrottledRequests",
        returnData: true,
      },
      {
        id: "metric",
        metric: {
          namespace: "AWS/DynamoDB",
          metricName: "ThrottledRequests",
          dimensions: { TableName: "payment-journal", Operation: "PutItem" },
          period: 60,
          stat: "Sum",
        },
        returnData: false,
      },
    ]);
    expect(inputs).not.toHaveProperty("metricName");
    expect(inputs).not.toHaveProperty("period");
  });

  it.each([
    ["payments", [topic]],
    ["reports", [topic]],
    ["docs", []],
  ])("pages by tier: %s -> %j", async (service, topics) => {
    const registered = await record(() => alarms());

    expect(only(registered, alarmType, `alarms-${service}-healthy-hosts`).inputs).toMatchObject({
      alarmActions: topics,
      okActions: topics,
    });
  });

  it("tells people when replication falls silent, and of no other silence", async () => {
    const registered = await record(() => alarms());

    const loud = all(registered, alarmType).filter(
      ({ inputs }) => (inputs.insufficientDataActions as unknown[]).length > 0,
    );
    expect(loud.map(({ name }) => name)).toEqual(["alarms-database-replication-lag"]);
  });

  it("changes thresholds only when the role does", async () => {
    const withoutThresholds = async (role: "active" | "standby") => {
      const registered = await record(() => alarms({ role }));
      return Object.fromEntries(
        registered.map(({ name, inputs }) => [name, { ...inputs, threshold: 0 }]),
      );
    };

    expect(await withoutThresholds("active")).toEqual(await withoutThresholds("standby"));
  });

  it("makes the same alarms while no identifier is known", async () => {
    const unknown = pulumi.unknown as pulumi.Output<string>;
    const change = {
      database: { engine: "aurora-global" as const, clusterIdentifier: unknown },
      loadBalancerArnSuffix: unknown,
      cacheNodeIds: [unknown, unknown, unknown],
      journalTableName: unknown,
      alarmTopicArn: unknown,
    };
    const previewed = await record(() => alarms(change), { preview: true });
    const created = await record(() => alarms());

    expect(namesOf(previewed)).toEqual(namesOf(created));
  });
});
