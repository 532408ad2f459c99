// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import { stackRule } from "../../lib/rule";

const balancer = "aws:lb/loadBalancer:LoadBalancer";
const listener = "aws:lb/listener:Listener";
const targetGroup = "aws:lb/targetGroup:TargetGroup";

export const letTargetsBeShifted = stackRule({
  id: "let-targets-be-shifted",
  requirement:
    "Target groups of a network load balancer with zonal shift and cross-zone balancing keep connections to unhealthy targets.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "AWS refuses zonal shift for a load balancer that balances over zones while one of its target groups ends connections to unhealthy targets, and that is the default.",
  sources: [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/enable-zonal-shift.html",
    "https://docs.aws.amazon.com/r53recovery/latest/dg/arc-zonal-shift.resource-types.network-load-balancers.html",
  ],
  frameworks: [wellArchitected("REL11-BP02")],
  fix: "Set targetHealthStates to one with enableUnhealthyConnectionTermination false.",
  types: [listener],
  check(graph, { each, violation }) {
    each(graph.ofType(listener), (one) => {
      const shifting = graph
        .referents(one.at("loadBalancerArn"), balancer)
        .filter((candidate) => candidate.at("loadBalancerType").text() === "network")
        .filter((candidate) => candidate.at("enableZonalShift").flag() === true)
        .filter((candidate) => candidate.at("enableCrossZoneLoadBalancing").flag() === true);
      if (shifting.length === 0) return;
      each(one.at("defaultActions").items(), (action) => {
        each(graph.referents(action.at("targetGroupArn"), targetGroup), (group) => {
          const ends = group.at("targetHealthStates", 0, "enableUnhealthyConnectionTermination");
          if (ends.flag() !== false) violation(group, found(ends));
        });
      });
    });
  },
});
