// SPDX-License-Identifier: Apache-2.0
import { LatchAlarm } from "../../../components/edge/latch-alarm";
import { LatchHealthCheck } from "../../../components/edge/latch-health-check";
import { latchMetric } from "../../../components/edge/latch-metric";
import { only, record } from "../../support/mocks";

const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
const healthCheckType = "aws:route53/healthCheck:HealthCheck";
const modes = [{ preview: false }, { preview: true }];

function latchAlarm(): LatchAlarm {
  return new LatchAlarm("latch", {
    environment: "production",
    watchedRegion: "us-east-1",
    alarmTopicArn: "arn:topic",
  });
}

describe("LatchAlarm", () => {
  it.each(modes)("keeps its state when nothing is published ($preview)", async (mode) => {
    const registered = await record(latchAlarm, mode);

    expect(only(registered, alarmType, "latch-alarm").inputs).toMatchObject({
      name: "production-us-east-1-retired",
      namespace: "Payments/Recovery",
      metricName: "RegionRetired",
      dimensions: { Region: "us-east-1" },
      treatMissingData: "ignore",
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
    });
  });

  it("is one that Route 53 can follow: one period of standard resolution, a plain statistic", async () => {
    const { inputs } = only(await record(latchAlarm), alarmType);

    expect(inputs).toMatchObject({ period: 60, evaluationPeriods: 1, statistic: "Maximum" });
    expect(inputs).not.toHaveProperty("datapointsToAlarm");
    expect(inputs).not.toHaveProperty("extendedStatistic");
    expect(inputs).not.toHaveProperty("metricQueries");
  });

  it("tells people when it is thrown and when it is taken back", async () => {
    const { inputs } = only(await record(latchAlarm), alarmType);

    expect(inputs).toMatchObject({ alarmActions: ["arn:topic"], okActions: ["arn:topic"] });
  });
});

describe("LatchHealthCheck", () => {
  const latch = () =>
    new LatchHealthCheck("latch", {
      primary: {
        watchedRegion: "us-east-1",
        alarmName: latchAlarm().alarmName,
        alarmRegion: "eu-west-1",
      },
      secondary: {
        watchedRegion: "eu-west-1",
        alarmName: "production-eu-west-1-retired",
        alarmRegion: "us-east-1",
      },
    });

  const metricCheck = {
    type: "CLOUDWATCH_METRIC",
    insufficientDataHealthStatus: "LastKnownStatus",
    triggers: { metric: JSON.stringify(latchMetric) },
  };

  it.each(modes)(
    "reads each alarm where it stands and keeps its verdict ($preview)",
    async (mode) => {
      const registered = await record(latch, mode);

      expect(only(registered, healthCheckType, "latch-primary").inputs).toEqual({
        ...metricCheck,
        cloudwatchAlarmName: "production-us-east-1-retired",
        cloudwatchAlarmRegion: "eu-west-1",
        invertHealthcheck: false,
        tags: { Name: "us-east-1-serves" },
      });
      expect(only(registered, healthCheckType, "latch-secondary").inputs).toEqual({
        ...metricCheck,
        cloudwatchAlarmName: "production-eu-west-1-retired",
        cloudwatchAlarmRegion: "us-east-1",
        invertHealthcheck: true,
        tags: { Name: "eu-west-1-retired" },
      });
    },
  );

  it("answers with the primary unless it is retired and the secondary isn't", async () => {
    const { inputs } = only(await record(latch), healthCheckType, "latch-either");

    expect(inputs).toMatchObject({
      type: "CALCULATED",
      childHealthchecks: ["latch-primary-id", "latch-secondary-id"],
      childHealthThreshold: 1,
    });
  });
});
