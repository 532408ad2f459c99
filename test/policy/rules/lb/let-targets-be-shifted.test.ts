// SPDX-License-Identifier: Apache-2.0
import { Graph, type ResourceData } from "../../../../policy/lib/graph";
import { judge } from "../../../../policy/lib/judge";
import { letTargetsBeShifted } from "../../../../policy/rules/lb/let-targets-be-shifted";

function resource(token: string, name: string, properties: object): ResourceData {
  const type = `aws:lb/${token}`;
  return { urn: `urn:pulumi:stack::project::${type}::${name}`, type, name, properties };
}

/** A network load balancer with one listener and one target group. */
function findings(balancer: object, group: object): string[] {
  const graph = new Graph([
    resource("loadBalancer:LoadBalancer", "balancer", {
      arn: "balancer",
      loadBalancerType: "network",
      enableZonalShift: true,
      enableCrossZoneLoadBalancing: true,
      ...balancer,
    }),
    resource("targetGroup:TargetGroup", "group", { arn: "group", ...group }),
    resource("listener:Listener", "listener", {
      loadBalancerArn: "balancer",
      defaultActions: [{ type: "forward", targetGroupArn: "group" }],
    }),
  ]);
  return judge([letTargetsBeShifted], graph, "stack").map(({ text }) => text);
}

function ending(ends: boolean): object {
  return { targetHealthStates: [{ enableUnhealthyConnectionTermination: ends }] };
}

describe("let-targets-be-shifted", () => {
  const property = "targetHealthStates[0].enableUnhealthyConnectionTermination";

  it("refuses a target group that ends connections, as it does when nothing is said", () => {
    expect(findings({}, ending(true))).toEqual([`${property} is true`]);
    expect(findings({}, {})).toEqual([`${property} is nothing`]);
  });

  it("takes one that keeps them", () => expect(findings({}, ending(false))).toEqual([]));

  it.each([
    { enableZonalShift: false },
    { enableCrossZoneLoadBalancing: false },
    { loadBalancerType: "application" },
  ])("is not about a load balancer with %j", (balancer) => {
    expect(findings(balancer, ending(true))).toEqual([]);
  });
});
