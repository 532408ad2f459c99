// SPDX-License-Identifier: Apache-2.0
import { Alarms } from "../../lib/alarms";
import { wellArchitected } from "../../lib/frameworks";
import { stackRule } from "../../lib/rule";

const natGateway = "aws:ec2/natGateway:NatGateway";

export const alarmOnNatGateways = stackRule({
  id: "alarm-on-nat-gateways",
  requirement: "Every NAT gateway has an alarm that calls somebody.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "A NAT gateway that runs out of ports drops new connections silently, and calls to payment processors and to a journal in another region go through it.",
  sources: [
    "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway-cloudwatch.html",
    "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html",
  ],
  frameworks: [wellArchitected("REL06-BP01")],
  fix: "Add a metric alarm of AWS/NATGateway about ErrorPortAllocation, with an action.",
  types: [natGateway],
  check(graph, { each, violation }) {
    const alarms = new Alarms(graph, "AWS/NATGateway", "NatGatewayId", natGateway);
    each(graph.ofType(natGateway), (one) => {
      if (alarms.metricsOf(one).length === 0) violation(one, "no alarm calls anybody");
    });
  },
});
