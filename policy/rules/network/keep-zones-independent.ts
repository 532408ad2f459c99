// SPDX-License-Identifier: Apache-2.0
import { wellArchitected } from "../../lib/frameworks";
import { Routing, subnetType } from "../../lib/routes";
import { stackRule } from "../../lib/rule";

const natGateway = "aws:ec2/natGateway:NatGateway";

export const keepZonesIndependent = stackRule({
  id: "keep-zones-independent",
  requirement: "A subnet that uses a NAT gateway uses one of its own Availability Zone.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "A shared NAT gateway makes the loss of its zone the loss of the region for everything behind it, the payment journal's appends included, and traffic between zones is charged.",
  sources: [
    "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html",
    "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_fault_isolation_multiaz_region_system.html",
  ],
  frameworks: [wellArchitected("REL10-BP01"), wellArchitected("COST08-BP02")],
  fix: "Give each zone a NAT gateway and a route table of its own.",
  types: [natGateway],
  check(graph, { each, violation }) {
    const routing = new Routing(graph);
    each(graph.ofType(subnetType), (subnet) => {
      const routes = routing.tablesOf(subnet).flatMap((table) => routing.routesOf(table));
      each(routes, (route) => {
        const gateways = graph.referents(route.at("natGatewayId"), natGateway);
        const zones = gateways
          // A regional NAT gateway stands in all zones, and in no subnet.
          .filter((gateway) => gateway.at("subnetId").isGiven)
          .flatMap((gateway) => graph.referents(gateway.at("subnetId"), subnetType))
          .map((home) => home.at("availabilityZone").text());
        const own = subnet.at("availabilityZone").text();
        const foreign = zones.filter((zone) => zone !== own);
        if (foreign.length === 0) return;
        violation(subnet, `it stands in ${own}, its NAT gateway in ${foreign.join(", ")}`);
      });
    });
  },
});
