// SPDX-License-Identifier: Apache-2.0
import type { Rule, Self } from "../provider/resource-type";
import { at, isRecord, list, text, texts, valuesWithin, type Properties } from "../provider/values";
import { keyToken } from "./kms-rules";
import { coversAction, principalsOf, statementsOf } from "./policy-documents";
import { isUnchanged, type Wording } from "./rules";
import {
  mustBeGiven,
  mustBeJson,
  mustBeOneOf,
  mustBeWithin,
  mustMatch,
  parsed,
} from "./value-rules";

export const cloudwatchApi = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference";
export const logsApi = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference";
const putAlarm = `${cloudwatchApi}/API_PutMetricAlarm.html`;
const provider =
  "https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/cloudwatch";

function invalid(property: string, source: string = putAlarm): Wording {
  return { code: "ValidationError", property, source };
}

/** Seconds that a metric's values can be put together over. */
const periodOutOfStep: Rule = {
  ...invalid("period", `${provider}/metric_alarm.go`),
  stage: "check",
  refuses: ({ inputs: { period } }) =>
    typeof period !== "number" || [10, 20, 30].includes(period) || (period > 0 && period % 60 === 0)
      ? undefined
      : `expected period to be one of [10 20 30] or divisible by 60, got ${period}`,
};

const twoStatistics: Rule = {
  ...invalid("statistic", `${provider}/metric_alarm.go`),
  stage: "check",
  refuses: ({ inputs }) =>
    inputs.statistic !== undefined && inputs.extendedStatistic !== undefined
      ? '"statistic": conflicts with extended_statistic'
      : undefined,
};

/** A metric, an expression over metrics, or a query: an alarm watches one of them. */
const nothingToWatch: Rule = {
  ...invalid("metricName", `${provider}/metric_alarm.go`),
  stage: "write",
  refuses: ({ inputs }) =>
    inputs.metricName === undefined &&
    inputs.evaluationCriteria === undefined &&
    list(inputs, "metricQueries").length === 0
      ? "one of `metric_name`, `metric_query` must be set for a CloudWatch metric alarm"
      : undefined,
};

const noStatistic: Rule = {
  ...invalid("statistic", `${provider}/metric_alarm.go`),
  stage: "write",
  refuses: ({ inputs }) =>
    inputs.metricName !== undefined &&
    inputs.statistic === undefined &&
    inputs.extendedStatistic === undefined
      ? "One of `statistic` or `extended_statistic` must be set for a cloudwatch metric alarm"
      : undefined,
};

/** What a metric needs besides its name. */
const metricHalfGiven = (property: "namespace" | "period", called: string): Rule =>
  mustBeGiven(invalid(property), {
    when: ({ metricName }) => metricName !== undefined,
    says: `The parameter ${called} is required with MetricName`,
  });

const thresholdMissing = mustBeGiven(invalid("threshold"), {
  or: ["thresholdMetricId", "evaluationCriteria"],
  says: "The parameter Threshold is required for alarms on static thresholds",
});

const secondsPerHour = 3600;
const secondsPerDay = 86_400;

/**
 * An alarm looks back over a day, or a week where its periods are of an hour or more. That of an
 * expression is as long as those of its metrics: the shortest, so that nothing right is refused.
 */
const looksBackTooFar: Rule = {
  ...invalid("evaluationPeriods"),
  stage: "write",
  refuses: ({ inputs }) => {
    const { evaluationPeriods } = inputs;
    const periods = [inputs.period, ...valuesWithin(inputs, "metricQueries.metric.period")];
    const period = Math.min(...periods.filter((one) => typeof one === "number"));
    if (!Number.isFinite(period) || typeof evaluationPeriods !== "number") return undefined;
    const days = period < secondsPerHour ? 1 : 7;
    return period * evaluationPeriods > days * secondsPerDay
      ? `Metrics cannot be checked across more than ${days === 1 ? "a day" : "7 days"} (EvaluationPeriods * Period must be <= ${days * secondsPerDay}).`
      : undefined;
  },
};

const moreDataThanPeriods: Rule = {
  ...invalid("datapointsToAlarm"),
  stage: "write",
  refuses: ({ inputs: { datapointsToAlarm: wanted, evaluationPeriods: periods } }) =>
    typeof wanted === "number" && typeof periods === "number" && wanted > periods
      ? "DatapointsToAlarm must be less than or equal to EvaluationPeriods"
      : undefined,
};

/** An alarm acts in its own region only. */
const actionElsewhere = (property: string): Rule => ({
  ...invalid(property),
  stage: "write",
  refuses: ({ inputs, region }) => {
    const regions = texts(inputs, property).map((action) => action.split(":")[3] ?? "");
    const other = regions.find((name) => name !== "" && name !== region);
    return other && `Invalid region ${other} specified. Only ${region} is supported.`;
  },
});

export const alarmRules: readonly Rule[] = [
  mustBeOneOf(invalid("comparisonOperator", `${provider}/metric_alarm.go`), [
    "GreaterThanOrEqualToThreshold",
    "GreaterThanThreshold",
    "GreaterThanUpperThreshold",
    "LessThanLowerOrGreaterThanUpperThreshold",
    "LessThanLowerThreshold",
    "LessThanOrEqualToThreshold",
    "LessThanThreshold",
  ]),
  mustBeOneOf(invalid("statistic", `${provider}/metric_alarm.go`), [
    "Average",
    "Maximum",
    "Minimum",
    "SampleCount",
    "Sum",
  ]),
  mustBeOneOf(invalid("treatMissingData", `${provider}/metric_alarm.go`), [
    "breaching",
    "ignore",
    "missing",
    "notBreaching",
  ]),
  periodOutOfStep,
  twoStatistics,
  nothingToWatch,
  noStatistic,
  metricHalfGiven("namespace", "Namespace"),
  metricHalfGiven("period", "Period"),
  thresholdMissing,
  ...["datapointsToAlarm", "evaluationPeriods"].map((property) =>
    mustBeWithin(invalid(property, `${provider}/metric_alarm.go`), { least: 1, most: Infinity }),
  ),
  looksBackTooFar,
  moreDataThanPeriods,
  actionElsewhere("alarmActions"),
  actionElsewhere("insufficientDataActions"),
  actionElsewhere("okActions"),
];

const putDashboard = {
  code: "InvalidParameterInput",
  source: `${cloudwatchApi}/API_PutDashboard.html`,
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
const brokenWidgets: Rule = {
  ...putDashboard,
  property: "dashboardBody",
  stage: "write",
  refuses: ({ inputs }) => {
    const body = parsed(text(inputs, "dashboardBody") ?? "{}");
    return isRecord(body) && list(body, "widgets").every(isWidget)
      ? undefined
      : "The dashboard body is invalid: each of its widgets needs a type and properties";
  },
};

function isWidget(value: unknown): boolean {
  return isRecord(value) && typeof value.type === "string" && isRecord(value.properties);
}

export const dashboardRules: readonly Rule[] = [
  mustMatch({ ...putDashboard, property: "dashboardName" }, { pattern: /^[\w-]+$/, longest: 255 }),
  mustBeJson({ ...putDashboard, property: "dashboardBody" }),
  brokenWidgets,
];

const createGroup = `${logsApi}/API_CreateLogGroup.html`;

/** Days that CloudWatch keeps logs; 0 is for ever. */
const retentions = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
  3288, 3653,
];

const otherRetention: Rule = {
  code: "InvalidParameterException",
  property: "retentionInDays",
  stage: "check",
  source: `${logsApi}/API_PutRetentionPolicy.html`,
  refuses: ({ inputs: { retentionInDays: days } }) =>
    typeof days !== "number" || retentions.includes(days)
      ? undefined
      : `expected retention_in_days to be one of [${retentions.join(" ")}], got ${days}`,
};

/** CloudWatch Logs tries the key, which has to be of its region and to let the service in. */
const keyNotForLogs: Rule = {
  code: "AccessDeniedException",
  property: "kmsKeyId",
  stage: "write",
  source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
  refuses: (self) => {
    const { inputs, account, region, cloud } = self;
    const key = text(inputs, "kmsKeyId");
    const [, , , , owner = account] = key?.split(":") ?? [];
    if (key === undefined || isUnchanged(self, "kmsKeyId")) return undefined;
    if (owner !== "" && owner !== account) return undefined;
    const known = cloud.list(keyToken, region).find(({ computed }) => computed.arn === key);
    return known !== undefined && letsLogsIn(known.computed, self)
      ? undefined
      : `The specified KMS key does not exist or is not allowed to be used with Arn 'arn:aws:logs:${region}:${account}:log-group:${text(inputs, "name")}'`;
  },
};

function letsLogsIn(key: Properties, { region }: Self): boolean {
  const services = [`logs.${region}.amazonaws.com`, "logs.amazonaws.com"];
  return (statementsOf(text(key, "policy") ?? "") ?? []).some((statement) => {
    const { Service = [], AWS = [] } = principalsOf(statement);
    // Under conditions `*` is those who come through some other service.
    const anybody = AWS.includes("*") && statement.Condition === undefined;
    return (
      statement.Effect === "Allow" &&
      (anybody || services.some((service) => Service.includes(service))) &&
      (at(statement, "NotAction") !== undefined || coversAction(statement, "kms:Encrypt"))
    );
  });
}

export const logGroupRules: readonly Rule[] = [
  mustMatch(
    { code: "InvalidParameterException", property: "name", source: createGroup },
    { pattern: /^[\w./#-]+$/, longest: 512 },
  ),
  otherRetention,
  keyNotForLogs,
];
