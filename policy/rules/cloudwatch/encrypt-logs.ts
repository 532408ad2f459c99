// SPDX-License-Identifier: Apache-2.0
import { expectGiven } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const encryptLogs = resourceRule({
  id: "encrypt-logs",
  requirement: "Log groups are encrypted with a key of the customer's own.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "Logs hold what was never meant to be in them, tokens and names; a key of one's own is a second permission to read them.",
  sources: ["https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html"],
  frameworks: [pciDss("10.3.1"), wellArchitected("SEC08-BP02")],
  fix: "Set kmsKeyId to a key whose policy lets logs.<region>.amazonaws.com use it.",
  types: ["aws:cloudwatch/logGroup:LogGroup"],
  check(group, context) {
    expectGiven(group, ["kmsKeyId"], context);
  },
});
