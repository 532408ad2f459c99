// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const keepAlarmsOn = resourceRule({
  id: "keep-alarms-on",
  requirement: "The actions of alarms are on.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "Switched off for a maintenance and never on again: the alarm still goes red, and nobody hears of it.",
  sources: [
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DisableAlarmActions.html",
  ],
  frameworks: [pciDss("10.7.2"), wellArchitected("REL06-BP03")],
  fix: "Set actionsEnabled to true, or leave it out.",
  types: ["aws:cloudwatch/compositeAlarm:CompositeAlarm", "aws:cloudwatch/metricAlarm:MetricAlarm"],
  check(alarm, { violation }) {
    const enabled = alarm.at("actionsEnabled");
    if (enabled.flag() === false) violation(alarm, found(enabled));
  },
  remedy(alarm) {
    const enabled = alarm.at("actionsEnabled");
    // Of a composite alarm it can't be changed in place.
    const canChange = alarm.type.includes("metricAlarm") && enabled.isKnown;
    return canChange && enabled.flag() === false ? { actionsEnabled: true } : undefined;
  },
});
