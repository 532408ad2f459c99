// SPDX-License-Identifier: Apache-2.0
import { expectAtLeast } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const decideLogRetention = resourceRule({
  id: "decide-log-retention",
  requirement: "How long logs are kept is decided for every group, and long enough to be of use.",
  severity: "low",
  level: "mandatory",
  protectsFrom:
    "Left out, logs are kept, and paid, for ever; and a group that a service makes by itself has no such limit.",
  sources: [
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
  ],
  frameworks: [wellArchitected("SEC04-BP02"), wellArchitected("SEC07-BP04")],
  fix: "Set retentionInDays to the rule's minimumDays or more.",
  settings: {
    minimumDays: {
      description: "Days that logs are kept at least; audit logs of PCI DSS 10.5.1 need 365",
      default: 30,
      schema: { minimum: 1 },
    },
  },
  types: ["aws:cloudwatch/logGroup:LogGroup"],
  check(group, context) {
    expectAtLeast(group, ["retentionInDays"], context.config.minimumDays, context);
  },
});
