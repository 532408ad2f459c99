// SPDX-License-Identifier: Apache-2.0
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const emptyDefaultSecurityGroups = resourceRule({
  id: "empty-default-security-groups",
  requirement: "A VPC's default security group lets nothing in or out.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "Whatever is made without a security group gets the default one, which as AWS makes it lets its members talk to each other and to everybody.",
  sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html"],
  frameworks: [pciDss("1.2.1"), wellArchitected("SEC05-BP02")],
  fix: "Adopt the group by aws.ec2.DefaultSecurityGroup with neither ingress nor egress.",
  types: ["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"],
  check(group, { each, violation }) {
    each(["ingress", "egress"], (direction) => {
      const count = group.at(direction).items().length;
      if (count > 0) violation(group, `it has ${count} ${direction} rules`);
    });
  },
});
