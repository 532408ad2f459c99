// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../provider/resource-type";
import { at, isKnown, list, text, type Properties } from "../provider/values";
import { healthCheckType } from "./route53-names";
import { mustExist } from "./rules";
import { mustBeOneOf, mustBeWithin } from "./value-rules";

const api = "https://docs.aws.amazon.com/Route53/latest/APIReference";
const config = `${api}/API_HealthCheckConfig.html`;
const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";

/** Where Route 53 has health checkers; three of them at least have to check. */
const checkerRegions = [
  "us-east-1",
  "us-west-1",
  "us-west-2",
  "eu-west-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-northeast-1",
  "sa-east-1",
];

function invalid(property: string): Pick<Rule, "code" | "property" | "source"> {
  return { code: "InvalidInput", property, source: config };
}

/** Whether checkers call an endpoint, and not an alarm or other checks. */
export function isProbe(inputs: Properties): boolean {
  return /^(HTTP|HTTPS|TCP)/.test(text(inputs, "type") ?? "");
}

const regionIsKnown = mustBeOneOf(invalid("regions"), checkerRegions);

/** Fewest regions that have to check. */
const fewestRegions = 3;

const regions: Rule = {
  ...regionIsKnown,
  refuses: (self) => {
    const given = self.inputs.regions;
    return Array.isArray(given) && given.length < fewestRegions
      ? `Attribute regions requires ${fewestRegions} item minimum, but config has only ${given.length} declared`
      : regionIsKnown.refuses(self);
  },
};

const requestInterval: Rule = {
  ...invalid("requestInterval"),
  stage: "check",
  refuses: ({ inputs }) => {
    const seconds = inputs.requestInterval;
    return typeof seconds !== "number" || [10, 30].includes(seconds)
      ? undefined
      : `expected requestInterval to be one of [10 30], got ${seconds}`;
  },
};

const nothingToCall: Rule = {
  ...invalid("fqdn"),
  stage: "write",
  refuses: ({ inputs }) =>
    isProbe(inputs) && !isKnown(inputs.fqdn) && !isKnown(inputs.ipAddress)
      ? "Invalid parameter : Basic health checks must have an IP address or a fully qualified domain name specified."
      : undefined,
};

const portOutOfRange = mustBeWithin(invalid("port"), { least: 1, most: 65_535 });

const portOfNothing: Rule = {
  ...invalid("port"),
  stage: "write",
  refuses: ({ inputs }) => {
    const type = text(inputs, "type") ?? "";
    return ["CALCULATED", "CLOUDWATCH_METRIC"].includes(type) && isKnown(inputs.port)
      ? `Invalid parameter : ${type} health checks must not have a port specified.`
      : undefined;
  },
};

const childrenAreThere = mustExist(invalid("childHealthchecks"), {
  to: healthCheckType,
  place: () => "global",
  says: (id) => `Invalid parameter : No health check exists with the ID ${id}.`,
});

const alarmIsThere = mustExist(
  { ...invalid("cloudwatchAlarmName"), source: `${api}/API_AlarmIdentifier.html` },
  {
    to: alarmType,
    place: ({ inputs }) => text(inputs, "cloudwatchAlarmRegion"),
    says: (name) => `Invalid parameter : No alarm ${name} exists in the region specified.`,
  },
);

/** Seconds of the shortest period whose alarms Route 53 follows: standard resolution. */
const standardResolution = 60;

/** What Route 53 can't follow of an alarm. */
function obstacle(alarm: Properties): string | undefined {
  if (list(alarm, "metricQueries").length > 0) return "metric math";
  if (text(alarm, "extendedStatistic") !== undefined) return "an extended statistic";
  const period = at(alarm, "period");
  return typeof period === "number" && period < standardResolution
    ? "a high-resolution metric"
    : undefined;
}

const alarmIsUnsupported: Rule = {
  ...invalid("cloudwatchAlarmName"),
  stage: "write",
  source: `${api}/API_AlarmIdentifier.html`,
  refuses: ({ inputs, cloud }) => {
    const name = text(inputs, "cloudwatchAlarmName") ?? "";
    const alarm = cloud.find(alarmType, name, text(inputs, "cloudwatchAlarmRegion"));
    const reason = obstacle(alarm?.inputs ?? {});
    return reason && `Invalid parameter : The alarm ${name} uses ${reason}, which isn't supported.`;
  },
};

/** No rule about deletion: Route 53 lets a check go that records or other checks still name. */
export const healthCheckRules: readonly Rule[] = [
  requestInterval,
  mustBeWithin(invalid("failureThreshold"), { least: 1, most: 10 }),
  mustBeWithin(invalid("childHealthThreshold"), { least: 0, most: 256 }),
  portOutOfRange,
  regions,
  nothingToCall,
  portOfNothing,
  childrenAreThere,
  alarmIsThere,
  alarmIsUnsupported,
];
