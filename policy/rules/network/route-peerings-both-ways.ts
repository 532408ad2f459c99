// SPDX-License-Identifier: Apache-2.0
import { wellArchitected } from "../../lib/frameworks";
import type { Graph, Resource } from "../../lib/graph";
import { Referrers } from "../../lib/referrers";
import { Routing, routeTableType, routeType, subnetType } from "../../lib/routes";
import { environmentRule } from "../../lib/rule";

const peering = "aws:ec2/vpcPeeringConnection:VpcPeeringConnection";
const accepter = "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter";
const vpc = "aws:ec2/vpc:Vpc";
const nodeGroup = "aws:eks/nodeGroup:NodeGroup";

export const routePeeringsBothWays = environmentRule({
  id: "route-peerings-both-ways",
  requirement: "The nodes of both peered VPCs have a route to the other's range.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "A peering without a route back swallows answers, and a zone whose table was forgotten can't reach the other region; both show when traffic moves.",
  sources: [
    "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html",
    "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_network_topology_ha_conn_private_networks.html",
  ],
  frameworks: [wellArchitected("REL02-BP02")],
  fix: "Add a route to the other VPC's range in each route table that nodes use.",
  types: [peering],
  check(graph, { each, violation }) {
    const tables = nodeTables(graph);
    const routes = new Referrers(
      graph,
      graph.ofType(routeType),
      (one) => one.at("vpcPeeringConnectionId"),
      ...[peering, accepter],
    );
    each(graph.ofType(peering), (one) => {
      const [from] = graph.referents(one.at("vpcId"), vpc);
      const [to] = graph.referents(one.at("peerVpcId"), vpc);
      if (from === undefined || to === undefined) return;
      const ends = [one, ...graph.ofType(accepter).filter((end) => accepts(graph, end, one))];
      const own = [...new Set(ends.flatMap((end) => routes.of(end)))];
      for (const [near, far] of [
        [from, to],
        [to, from],
      ] as const) {
        const range = far.at("cidrBlock").text();
        const led = own
          .filter((route) => route.at("destinationCidrBlock").text() === range)
          .flatMap((route) => graph.referents(route.at("routeTableId"), routeTableType));
        const lost = (tables.get(near) ?? []).filter((table) => !led.includes(table));
        const names = lost.map((table) => table.name).sort();
        if (lost.length === 0 && led.length > 0) continue;
        violation(
          one,
          `no route to ${range} in ${names.join(", ") || `any table of ${near.name}`}`,
        );
      }
    });
  },
});

/** The route tables that nodes use, by VPC. @throws Undecidable */
function nodeTables(graph: Graph): Map<Resource, Resource[]> {
  const routing = new Routing(graph);
  const found = new Map<Resource, Resource[]>();
  for (const group of graph.ofType(nodeGroup)) {
    for (const subnet of graph.referents(group.at("subnetIds"), subnetType)) {
      const tables = routing.tablesOf(subnet);
      for (const home of graph.referents(subnet.at("vpcId"), vpc)) {
        found.set(home, [...new Set([...(found.get(home) ?? []), ...tables])]);
      }
    }
  }
  return found;
}

function accepts(graph: Graph, end: Resource, one: Resource): boolean {
  return graph.referents(end.at("vpcPeeringConnectionId"), peering).includes(one);
}
