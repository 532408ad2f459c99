// SPDX-License-Identifier: Apache-2.0
import { pciDss, wellArchitected } from "../../lib/frameworks";
import type { Graph, Resource } from "../../lib/graph";
import { isAnywhere, openingsOf, openingTypes } from "../../lib/openings";
import { stackRule } from "../../lib/rule";

const groupType = "aws:ec2/securityGroup:SecurityGroup";
const balancerType = "aws:lb/loadBalancer:LoadBalancer";

export const openLoadBalancersAlone = stackRule({
  id: "open-load-balancers-alone",
  requirement: "What the internet may connect to is a load balancer.",
  severity: "critical",
  level: "mandatory",
  protectsFrom:
    "A node, a database or an endpoint that is open to the internet goes round the load balancer, its certificates, its logs and its protection.",
  sources: [
    "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_network_protection_layered.html",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html",
  ],
  frameworks: [pciDss("1.4.1"), pciDss("1.4.2"), wellArchitected("SEC05-BP01")],
  fix: "Let in the load balancer's security group instead of the internet.",
  types: openingTypes,
  check(graph, { each, violation }) {
    const ofBalancers = new Set<Resource>();
    const complete = each(graph.ofType(balancerType), (balancer) => {
      for (const group of graph.referents(balancer.at("securityGroups"), groupType)) {
        ofBalancers.add(group);
      }
    });
    each(graph.ofType(...openingTypes), (opening) => {
      const anywhere = openingsOf(opening, "ingress").flatMap(({ addresses }) =>
        addresses.filter(isAnywhere),
      );
      const [range] = anywhere;
      if (range === undefined || !complete) return;
      if (groupsOf(graph, opening).some((group) => ofBalancers.has(group))) return;
      violation(opening, `it lets ${range.shown()} in, and its group is no load balancer's`);
    });
  },
});

/** The group that an opening belongs to: itself, where it is one. @throws Undecidable */
function groupsOf(graph: Graph, opening: Resource): Resource[] {
  return opening.type === groupType
    ? [opening]
    : graph.referents(opening.at("securityGroupId"), groupType);
}
