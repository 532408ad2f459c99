// SPDX-License-Identifier: Apache-2.0
import { alarmType } from "../../lib/alarms";
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

const home = "us-east-1";

export const watchHealthChecksFromUsEast1 = resourceRule({
  id: "watch-health-checks-from-us-east-1",
  requirement: "Alarms about metrics of Route 53's health checks stand in us-east-1.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "Route 53 puts the metrics of health checks in us-east-1 only: in any other region such an alarm never has data, and never rings.",
  sources: [
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html",
  ],
  frameworks: [wellArchitected("REL11-BP01")],
  fix: `Make the alarm with a provider of ${home}.`,
  types: [alarmType],
  check(alarm, { violation }) {
    if (alarm.at("namespace").text() !== "AWS/Route53") return;
    if (alarm.region.text() === home) return;
    violation(alarm, `it stands in ${alarm.region.shown()}, where its metric is never seen`);
  },
});
