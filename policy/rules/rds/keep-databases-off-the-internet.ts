// SPDX-License-Identifier: Apache-2.0
import { pciDss, wellArchitected } from "../../lib/frameworks";
import type { Graph, Resource } from "../../lib/graph";
import { Routing, subnetType } from "../../lib/routes";
import { stackRule } from "../../lib/rule";
import type { Value } from "../../lib/value";

const groups = ["aws:rds/subnetGroup:SubnetGroup", "aws:elasticache/subnetGroup:SubnetGroup"];
const internetGateway = "aws:ec2/internetGateway:InternetGateway";

export const keepDatabasesOffTheInternet = stackRule({
  id: "keep-databases-off-the-internet",
  requirement: "Databases and caches stand in subnets without a route to an internet gateway.",
  severity: "critical",
  level: "mandatory",
  protectsFrom:
    "In a subnet that reaches the internet directly, one flag or one open port makes the database public.",
  sources: [
    "https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html",
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
  ],
  frameworks: [pciDss("1.4.4"), wellArchitected("SEC05-BP01")],
  fix: "Name subnets whose route table has no route to an internet gateway.",
  types: groups,
  check(graph, { each, violation }) {
    const routing = new Routing(graph);
    each(graph.ofType(...groups), (group) => {
      each(graph.referents(group.at("subnetIds"), subnetType), (subnet) => {
        const tables = routing.tablesOf(subnet);
        const reachesOut =
          tables.flatMap((table) => routing.routesOf(table)).some((one) => leaves(graph, one)) ||
          tables
            .flatMap((table) => table.at("routes").items())
            .some((route) => isInternetGateway(route.at("gatewayId")));
        if (!reachesOut) return;
        violation(group, `its subnet ${subnet.name} has a route to an internet gateway`);
      });
    });
  },
});

function leaves(graph: Graph, route: Resource): boolean {
  const gateway = route.at("gatewayId");
  if (!gateway.isGiven) return false;
  return graph.referents(gateway, internetGateway).length > 0 || isInternetGateway(gateway);
}

function isInternetGateway(id: Value): boolean {
  return id.text()?.startsWith("igw-") === true;
}
