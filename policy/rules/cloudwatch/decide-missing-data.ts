// SPDX-License-Identifier: Apache-2.0
import { expectGiven } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const decideMissingData = resourceRule({
  id: "decide-missing-data",
  requirement: "Every alarm says what it makes of missing data.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "A dead region sends no data. The default, missing, leaves an alarm about it in a state that pages nobody; for a count of errors the same silence is good news.",
  sources: [
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html",
  ],
  frameworks: [wellArchitected("REL06-BP03"), pciDss("10.7.2")],
  fix: "Set treatMissingData to breaching, notBreaching, ignore or, knowingly, missing.",
  types: ["aws:cloudwatch/metricAlarm:MetricAlarm"],
  check(alarm, context) {
    expectGiven(alarm, ["treatMissingData"], context);
  },
});
