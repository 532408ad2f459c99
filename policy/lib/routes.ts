// SPDX-License-Identifier: Apache-2.0
import type { Graph, Resource } from "./graph";
import { Referrers } from "./referrers";

export const subnetType = "aws:ec2/subnet:Subnet";
export const routeTableType = "aws:ec2/routeTable:RouteTable";
export const routeType = "aws:ec2/route:Route";
const associationType = "aws:ec2/routeTableAssociation:RouteTableAssociation";

/** Which routes a subnet's traffic takes. */
export class Routing {
  private readonly associations: Referrers;
  private readonly routes: Referrers;

  constructor(private readonly graph: Graph) {
    const subnetOf = (one: Resource) => one.at("subnetId");
    const tableOf = (one: Resource) => one.at("routeTableId");
    this.associations = new Referrers(graph, graph.ofType(associationType), subnetOf, subnetType);
    this.routes = new Referrers(graph, graph.ofType(routeType), tableOf, routeTableType);
  }

  /** Its route tables: one, or none where the VPC's main table holds. @throws Undecidable */
  tablesOf(subnet: Resource): Resource[] {
    return this.associations.of(subnet).flatMap((one) => this.tablesAt(one));
  }

  /** Routes that are resources of their own. @throws Undecidable */
  routesOf(table: Resource): readonly Resource[] {
    return this.routes.of(table);
  }

  private tablesAt(association: Resource): Resource[] {
    const value = association.at("routeTableId");
    const found = this.graph.referents(value, routeTableType, routeType);
    // A program may wait for a route by handing on its table's id.
    const tables = found.flatMap((one) =>
      one.type === routeType ? this.graph.referents(one.at("routeTableId"), routeTableType) : [one],
    );
    return [...new Set(tables)];
  }
}
