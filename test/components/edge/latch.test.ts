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
  it.each(modes)(
    "reads the alarm of the other region and keeps its verdict ($preview)",
    async (mode) => {
      const registered = await record(
        () =>
          new LatchHealthCheck("latch", {
            watchedRegion: "us-east-1",
            alarmName: latchAlarm().alarmName,
            alarmRegion: "eu-west-1",
          }),
        mode,
      );

      expect(only(registered, healthCheckType, "latch-health-check").inputs).toEqual({
        type: "CLOUDWATCH_METRIC",
        cloudwatchAlarmName: "production-us-east-1-retired",
        cloudwatchAlarmRegion: "eu-west-1",
        insufficientDataHealthStatus: "LastKnownStatus",
        triggers: { metric: JSON.stringify(latchMetric) },
        tags: { Name: "us-east-1-retired" },
      });
    },
  );
});
