// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";

import type { Given, RefusalCase } from "../../support/refusal-case";
import { named, wrongArguments } from "../../support/refusal-shorthand";

const token = "aws:route53/healthCheck:HealthCheck";

type HealthCheck = Partial<aws.route53.HealthCheckArgs>;

const probes = wrongArguments<aws.route53.HealthCheckArgs>(
  token,
  ({ aws, name }, wrong) => {
    const good = { type: "HTTPS", fqdn: "pay.example.com", port: 443, requestInterval: 10 };
    new aws.route53.HealthCheck(`${name}-check`, { ...good, ...wrong });
  },
  [
    ["check InvalidInput requestInterval", "a probe every 20 seconds", { requestInterval: 20 }],
    ["check InvalidInput port", "a probe of port 65536", { port: 65_536 }],
    [
      "check InvalidInput failureThreshold",
      "a probe that fails 11 times",
      { failureThreshold: 11 },
    ],
    [
      "check InvalidInput regions",
      "a probe from two regions",
      { regions: ["us-east-1", "eu-west-1"] },
    ],
    ["write InvalidInput fqdn", "a probe of nothing", { fqdn: undefined }],
  ],
);

const calculated = wrongArguments<aws.route53.HealthCheckArgs>(
  token,
  ({ aws, name }, wrong) => {
    const probe = new aws.route53.HealthCheck(`${name}-probe`, {
      type: "TCP",
      fqdn: "pay.example.com",
      port: 443,
      requestInterval: 30,
    });
    const good: HealthCheck = { childHealthchecks: [probe.id], childHealthThreshold: 1 };
    new aws.route53.HealthCheck(`${name}-check`, { type: "CALCULATED", ...good, ...wrong });
  },
  [
    [
      "check InvalidInput childHealthThreshold",
      "a calculation over 257 checks",
      { childHealthThreshold: 257 },
    ],
    ["write InvalidInput port", "a calculation at a port", { port: 443 }],
    [
      "write InvalidInput childHealthchecks",
      "a calculation over a check that isn't there",
      { childHealthchecks: ["01234567-89ab-cdef-0123-456789abcdef"] },
    ],
  ],
);

/** A check that follows an alarm of eu-west-1. */
function following(
  given: Given,
  alarm: Partial<aws.cloudwatch.MetricAlarmArgs>,
  check: HealthCheck,
): void {
  const { aws, name } = given;
  const made = new aws.cloudwatch.MetricAlarm(
    `${name}-alarm`,
    {
      name: `${name}-alarm`,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      evaluationPeriods: 1,
      threshold: 1,
      namespace: "Payments/Recovery",
      metricName: "RegionRetired",
      statistic: "Maximum",
      period: 60,
      ...alarm,
    },
    given.in("eu-west-1"),
  );
  new aws.route53.HealthCheck(`${name}-check`, {
    type: "CLOUDWATCH_METRIC",
    cloudwatchAlarmName: made.name,
    cloudwatchAlarmRegion: "eu-west-1",
    ...check,
  });
}

const alarms: readonly RefusalCase[] = [
  {
    ...named("write InvalidInput cloudwatchAlarmName"),
    what: "a check on an alarm of another region",
    token,
    program: (given) =>
      following(given, {}, given.mistake ? { cloudwatchAlarmRegion: "us-east-1" } : {}),
  },
  {
    ...named("write InvalidInput cloudwatchAlarmName"),
    what: "a check on a high-resolution alarm",
    token,
    program: (given) => following(given, given.mistake ? { period: 10 } : {}, {}),
  },
];

export const route53Health: readonly RefusalCase[] = [...probes, ...calculated, ...alarms];
