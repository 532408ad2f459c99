// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const subscribeByTls = resourceRule({
  id: "subscribe-by-tls",
  requirement: "Messages of topics leave AWS encrypted.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "An http endpoint gets the alarms of the platform, account and names included, in clear, and can't tell a forged one.",
  sources: ["https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html"],
  frameworks: [pciDss("4.2.1"), wellArchitected("SEC09-BP02")],
  fix: "Subscribe by https, or a protocol inside AWS.",
  types: ["aws:sns/topicSubscription:TopicSubscription"],
  check(subscription, { violation }) {
    const protocol = subscription.at("protocol");
    if (protocol.text() === "http") violation(subscription, found(protocol));
  },
});
