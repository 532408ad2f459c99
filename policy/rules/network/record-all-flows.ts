// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const recordAllFlows = resourceRule({
  id: "record-all-flows",
  requirement: "Flow logs record traffic that is accepted and traffic that is rejected.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "Rejected traffic alone doesn't show what an intruder took away; accepted traffic alone doesn't show why a failover's connections don't arrive.",
  sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html"],
  frameworks: [pciDss("10.2.1"), wellArchitected("SEC04-BP01")],
  fix: "Set trafficType to ALL; it can't be changed, so the log is replaced.",
  types: ["aws:ec2/flowLog:FlowLog"],
  check(log, { violation }) {
    // Of a transit gateway everything is recorded, and the argument is refused.
    const traffic = log.at("trafficType");
    const isOfGateway =
      log.at("transitGatewayId").isGiven || log.at("transitGatewayAttachmentId").isGiven;
    if (!isOfGateway && traffic.text() !== "ALL") violation(log, found(traffic));
  },
});
