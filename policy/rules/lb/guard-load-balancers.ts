// SPDX-License-Identifier: Apache-2.0
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const guardLoadBalancers = resourceRule({
  id: "guard-load-balancers",
  requirement: "Load balancers stand behind security groups.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "A network load balancer that is made without one can never get one; its targets must then let in every client's address instead of the balancer alone.",
  sources: [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html",
  ],
  frameworks: [pciDss("1.3.1"), wellArchitected("SEC05-BP02")],
  fix: "List a security group in securityGroups when the load balancer is made.",
  types: ["aws:lb/loadBalancer:LoadBalancer"],
  check(balancer, { violation }) {
    const groups = balancer.at("securityGroups").items().length;
    if (groups > 0 || balancer.at("loadBalancerType").text() === "gateway") return;
    violation(balancer, "it has no security group");
  },
});
