// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const expectSilentTables = resourceRule({
  id: "expect-silent-tables",
  requirement:
    "Alarms on DynamoDB's own metrics say that missing data is ignored, as it is whatever they say.",
  severity: "medium",
  level: "advisory",
  protectsFrom:
    "By its API's reference CloudWatch ignores missing data of AWS/DynamoDB: an alarm that says notBreaching stays red after the last error, when no error means no data, and one that says breaching never goes red.",
  sources: [
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html",
  ],
  frameworks: [wellArchitected("REL06-BP03")],
  fix: "Set treatMissingData to ignore; where silence has to mean 0, alarm on an expression with FILL.",
  types: ["aws:cloudwatch/metricAlarm:MetricAlarm"],
  check(alarm, { violation }) {
    const treatment = alarm.at("treatMissingData");
    if (alarm.at("namespace").text() !== "AWS/DynamoDB") return;
    if (treatment.text() !== "ignore") violation(alarm, found(treatment));
  },
});
