// SPDX-License-Identifier: Apache-2.0
import { expectFlag } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import type { Resource } from "../../lib/graph";
import { resourceRule } from "../../lib/rule";

const property = "enableCrossZoneLoadBalancing";

export const balanceOverZones = resourceRule({
  id: "balance-over-zones",
  requirement: "Network load balancers send requests to healthy targets of every zone.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "Unlike an application load balancer's it is off by default: a zone whose pods are gone goes on answering at its fixed address, with nothing behind it, until DNS takes it out.",
  sources: [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html",
  ],
  frameworks: [wellArchitected("REL11-BP02"), wellArchitected("REL10-BP01")],
  fix: `Set ${property} to true.`,
  types: ["aws:lb/loadBalancer:LoadBalancer"],
  check(balancer, context) {
    if (isNetwork(balancer)) expectFlag(balancer, [property], true, context);
  },
  remedy(balancer) {
    const value = balancer.at(property);
    const known = value.isKnown && balancer.at("loadBalancerType").isKnown;
    return known && isNetwork(balancer) && value.flag() !== true ? { [property]: true } : undefined;
  },
});

function isNetwork(balancer: Resource): boolean {
  return balancer.at("loadBalancerType").text() === "network";
}
