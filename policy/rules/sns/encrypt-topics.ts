// SPDX-License-Identifier: Apache-2.0
import { found, isFilled } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const encryptTopics = resourceRule({
  id: "encrypt-topics",
  requirement: "Topics are encrypted with a key of the customer's own.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "By default messages are stored in clear. AWS's own key, alias/aws/sns, is worse than none for alarms: CloudWatch may not use it, and the alarm reaches nobody.",
  sources: [
    "https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html",
    "https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
  ],
  frameworks: [pciDss("3.5.1"), wellArchitected("SEC08-BP02")],
  fix: "Set kmsMasterKeyId to a key whose policy lets cloudwatch.amazonaws.com use it.",
  types: ["aws:sns/topic:Topic"],
  check(topic, { violation }) {
    const key = topic.at("kmsMasterKeyId");
    const isOwn = isFilled(key) && !(key.isKnown && key.text()?.endsWith("alias/aws/sns"));
    if (!isOwn) violation(topic, found(key));
  },
});
