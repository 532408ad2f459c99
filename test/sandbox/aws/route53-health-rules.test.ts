// SPDX-License-Identifier: Apache-2.0
import { awsProvider } from "../../../sandbox/aws";
import { unknownValue, type Properties } from "../../../sandbox/provider/values";
import { StandIn } from "../../support/stand-in";

const healthCheckType = "aws:route53/healthCheck:HealthCheck";
const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";

let aws: StandIn;
beforeEach(() => {
  aws = new StandIn(awsProvider);
});
afterEach(() => aws.dispose());

describe("a health check", () => {
  const probe = { type: "HTTPS", fqdn: "pay.example.com", port: 443 };
  const metric = { namespace: "Payments/Recovery", metricName: "RegionRetired" };
  const make = (given: Properties) => aws.make(healthCheckType, "check", given);

  it.each<[string, Properties]>([
    ["requestInterval", { requestInterval: 20 }],
    ["failureThreshold", { failureThreshold: 0 }],
    ["failureThreshold", { failureThreshold: 11 }],
    ["regions", { regions: ["us-east-1", "eu-west-1"] }],
    ["regions", { regions: ["us-east-1", "eu-west-1", "eu-central-1"] }],
    ["childHealthThreshold", { childHealthThreshold: 257 }],
  ])("is refused at preview for its %s: %j", (property, change) => {
    const { failures } = aws.check(healthCheckType, "check", { ...probe, ...change });
    expect(failures).toEqual([
      { property, reason: expect.stringMatching(/^InvalidInput: /) as string },
    ]);
  });

  it.each<Properties>([
    { requestInterval: 10, failureThreshold: 10, regions: ["us-east-1", "eu-west-1", "sa-east-1"] },
    { requestInterval: unknownValue, failureThreshold: unknownValue, regions: unknownValue },
  ])("passes the preview with %j", (change) => {
    expect(aws.check(healthCheckType, "check", { ...probe, ...change }).failures).toEqual([]);
  });

  it.each<[string, Properties]>([
    ["fqdn", { type: "TCP", port: 443 }],
    ["port", { type: "CALCULATED", port: 443, childHealthThreshold: 1 }],
    ["childHealthchecks", { type: "CALCULATED", childHealthchecks: ["none"] }],
    ["cloudwatchAlarmName", { type: "CLOUDWATCH_METRIC", cloudwatchAlarmName: "none" }],
  ])("is refused for its %s: %j", async (property, given) => {
    await expect(make(given)).rejects.toThrow(
      new RegExp(`^api error InvalidInput: Invalid parameter : .+ \\(property ${property}\\)$`),
    );
  });

  it("counts other checks", async () => {
    const { id } = (await make(probe)).object;
    const calculated = { type: "CALCULATED", childHealthchecks: [id], childHealthThreshold: 1 };
    await expect(aws.make(healthCheckType, "calculated", calculated)).resolves.toBeDefined();
  });

  it.each<[string, Properties, boolean]>([
    ["of standard resolution", { ...metric, statistic: "Maximum", period: 60 }, true],
    ["on a high-resolution metric", { ...metric, statistic: "Maximum", period: 10 }, false],
    ["on an extended statistic", { ...metric, extendedStatistic: "p99", period: 60 }, false],
    [
      "on metric math",
      { metricQueries: [{ id: "m1", expression: "m2 * 2", returnData: true }] },
      false,
    ],
  ])("follows an alarm %s: %#", async (_, alarm, taken) => {
    const ireland = aws.in("eu-west-1");
    await ireland.make(alarmType, "latch", {
      name: "latch",
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      evaluationPeriods: 1,
      threshold: 1,
      ...alarm,
    });
    const follows = { type: "CLOUDWATCH_METRIC", cloudwatchAlarmName: "latch" };
    const there = make({ ...follows, cloudwatchAlarmRegion: "eu-west-1" });
    await (taken
      ? expect(there).resolves.toBeDefined()
      : expect(there).rejects.toThrow("InvalidInput"));
    await expect(make({ ...follows, cloudwatchAlarmRegion: "us-east-1" })).rejects.toThrow(
      "No alarm latch exists in the region specified",
    );
  });

  it("may go while a record names it: AWS doesn't look", async () => {
    const check = await make(probe);
    const { id: zoneId } = (
      await aws.make("aws:route53/zone:Zone", "zone", { name: "example.com" })
    ).object;
    await aws.make("aws:route53/record:Record", "record", {
      zoneId,
      name: "pay",
      type: "A",
      ttl: 60,
      records: ["198.51.100.1"],
      setIdentifier: "one",
      failoverRoutingPolicies: [{ type: "PRIMARY" }],
      healthCheckId: check.object.id,
    });
    await expect(aws.delete(check)).resolves.toBeUndefined();
  });
});
