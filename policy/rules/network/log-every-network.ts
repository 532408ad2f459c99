// SPDX-License-Identifier: Apache-2.0
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { Referrers } from "../../lib/referrers";
import { stackRule } from "../../lib/rule";

const vpc = "aws:ec2/vpc:Vpc";
const flowLog = "aws:ec2/flowLog:FlowLog";

export const logEveryNetwork = stackRule({
  id: "log-every-network",
  requirement: "Every VPC has a flow log.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "Without flow logs nobody can say afterwards who spoke to the cardholder data environment, nor why two regions could not reach each other.",
  sources: [
    "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-6",
  ],
  frameworks: [pciDss("10.2.1"), wellArchitected("SEC04-BP01")],
  fix: "Add a flow log for the VPC, of all traffic.",
  types: [vpc],
  check(graph, { each, violation }) {
    const logs = new Referrers(graph, graph.ofType(flowLog), (one) => one.at("vpcId"), vpc);
    each(graph.ofType(vpc), (one) => {
      if (logs.of(one).length === 0) violation(one, "no flow log is about it");
    });
  },
});
