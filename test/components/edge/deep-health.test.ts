// SPDX-License-Identifier: Apache-2.0
import { DeepHealthAlarm } from "../../../components/edge/deep-health-alarm";
import {
  DeepHealthCheck,
  deepHealthCheckDefaults,
  type CheckerRegion,
} from "../../../components/edge/deep-health-check";
import { only, record } from "../../support/mocks";

const healthCheckType = "aws:route53/healthCheck:HealthCheck";
const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
const modes = [{ preview: false }, { preview: true }];

function healthCheck(checkerRegions?: readonly CheckerRegion[]): DeepHealthCheck {
  return new DeepHealthCheck("health", {
    domainName: "payments.eu-west-1.example.com",
    port: 443,
    watchedRegion: "eu-west-1",
    checkerRegions,
  });
}

describe("DeepHealthCheck", () => {
  it.each(modes)("probes the region's own name every ten seconds ($preview)", async (mode) => {
    const registered = await record(() => healthCheck(), mode);

    expect(only(registered, healthCheckType, "health-health-check").inputs).toMatchObject({
      type: "HTTPS",
      fqdn: "payments.eu-west-1.example.com",
      port: 443,
      resourcePath: "/healthz/deep",
      enableSni: true,
      requestInterval: 10,
      failureThreshold: 3,
      measureLatency: true,
      regions: ["us-west-1", "us-west-2", "ap-northeast-1", "sa-east-1"],
    });
  });

  it("watches by default from no region of the platform", () => {
    expect(deepHealthCheckDefaults.checkerRegions).not.toContain("us-east-1");
    expect(deepHealthCheckDefaults.checkerRegions).not.toContain("eu-west-1");
  });

  it("fails when it would probe from fewer than three places", async () => {
    const attempt = record(() => healthCheck(["us-east-1", "us-east-1", "eu-west-1"]));

    await expect(attempt).rejects.toThrow(
      'checkerRegions: names fewer than 3 different regions, got ["us-east-1","us-east-1","eu-west-1"]; choose at least 3 of us-east-1, us-west-1,',
    );
  });
});

describe("DeepHealthAlarm", () => {
  it.each(modes)("tells people about an unhealthy or silent check ($preview)", async (mode) => {
    const registered = await record(
      () =>
        new DeepHealthAlarm("health", {
          environment: "production",
          service: "payments",
          watchedRegion: "eu-west-1",
          healthCheckId: "check-id",
          alarmTopicArn: "arn:topic",
        }),
      mode,
    );

    expect(only(registered, alarmType, "health-alarm").inputs).toMatchObject({
      name: "production-payments-eu-west-1-deep-health",
      namespace: "AWS/Route53",
      metricName: "HealthCheckStatus",
      dimensions: { HealthCheckId: "check-id" },
      statistic: "Minimum",
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      treatMissingData: "breaching",
      alarmActions: ["arn:topic"],
    });
  });
});
