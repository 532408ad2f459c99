// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../provider/resource-type";
import { isRecord, list, valuesWithin } from "../provider/values";
import { mustMatch } from "./value-rules";

const code = "ValidationError";
const provider =
  "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/cloudwatch/metric_alarm.go";
/** The page gives the conditions, and not the errors: the words are unverified. */
const dataQuery =
  "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html";

/** Seconds of a period below a minute that a query may have; a minute's multiples go too. */
const shortPeriods = [1, 5, 10, 20, 30];

const periodOutOfStep: Rule = {
  code,
  property: "metricQueries.metric.period",
  stage: "check",
  source: provider,
  refuses: ({ inputs }) => {
    const wrong = valuesWithin(inputs, "metricQueries.metric.period").find(
      (period) =>
        typeof period === "number" &&
        !shortPeriods.includes(period) &&
        !(period > 0 && period % 60 === 0),
    );
    return wrong === undefined
      ? undefined
      : `expected period to be one of [1 5 10 20 30] or divisible by 60, got ${JSON.stringify(wrong)}`;
  },
};

const metricBesideQueries: Rule = {
  code,
  property: "metricQueries",
  stage: "check",
  source: provider,
  refuses: ({ inputs }) => {
    if (list(inputs, "metricQueries").length === 0) return undefined;
    const beside = ["dimensions", "metricName", "namespace", "period", "statistic"].find(
      (property) => inputs[property] !== undefined,
    );
    return beside && `"metric_query": conflicts with ${beside}`;
  },
};

const neitherMetricNorExpression: Rule = {
  code,
  property: "metricQueries.expression",
  stage: "write",
  source: dataQuery,
  refuses: ({ inputs }) => {
    const isWrong = list(inputs, "metricQueries").some(
      (query) =>
        isRecord(query) && (query.metric === undefined) === (query.expression === undefined),
    );
    return isWrong
      ? "Exactly one of MetricStat and Expression must be given for each metric of an alarm"
      : undefined;
  },
};

const notOneResult: Rule = {
  code,
  property: "metricQueries.returnData",
  stage: "write",
  source: dataQuery,
  refuses: ({ inputs }) => {
    if (list(inputs, "metricQueries").length === 0) return undefined;
    const results = valuesWithin(inputs, "metricQueries.returnData").filter(
      (flag) => flag === true,
    );
    return results.length === 1
      ? undefined
      : `Exactly one element of the metrics list should return data, not ${results.length}`;
  },
};

/** What is wrong with an alarm's expressions and the metrics that they name. */
export const alarmQueryRules: readonly Rule[] = [
  mustMatch(
    { code, property: "metricQueries.id", source: dataQuery },
    { pattern: /^[a-z][0-9A-Za-z_]*$/, longest: 255, stage: "write" },
  ),
  periodOutOfStep,
  metricBesideQueries,
  neitherMetricNorExpression,
  notOneResult,
];
