// SPDX-License-Identifier: Apache-2.0
import type { Graph, Resource } from "../../../policy/lib/graph";
import type { Value } from "../../../policy/lib/value";
import { distinct, itemsOf, referentsOf, regionOf, textOf } from "./values";

/**
 * What a subnet is, by the way out that its route table has.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html#subnet-types
 */
export type SubnetKind = "public" | "private" | "isolated";
export const subnetKinds: readonly SubnetKind[] = ["public", "private", "isolated"];

export interface Subnet {
  readonly resource: Resource;
  readonly kind: SubnetKind;
  /** Name of its availability zone. */
  readonly zone: string | undefined;
  readonly natGateways: readonly Resource[];
}

export interface Network {
  readonly vpc: Resource;
  readonly region: string | undefined;
  /** Its main range first. */
  readonly ranges: readonly string[];
  readonly subnets: readonly Subnet[];
  /** Names of the availability zones, sorted. */
  readonly zones: readonly string[];
}

const types = {
  vpc: "aws:ec2/vpc:Vpc",
  range: "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
  subnet: "aws:ec2/subnet:Subnet",
  routeTable: "aws:ec2/routeTable:RouteTable",
  route: "aws:ec2/route:Route",
  association: "aws:ec2/routeTableAssociation:RouteTableAssociation",
  natGateway: "aws:ec2/natGateway:NatGateway",
};

/** The VPCs of a graph with their subnets. */
export function readNetworks(graph: Graph): Network[] {
  const kinds = kindsOfSubnets(graph);
  const inVpc = groupBy(graph, types.subnet, "vpcId", types.vpc);
  const ranges = groupBy(graph, types.range, "vpcId", types.vpc);
  const gateways = groupBy(graph, types.natGateway, "subnetId", types.subnet);
  return graph.ofType(types.vpc).map((vpc) => {
    const subnets = (inVpc.get(vpc) ?? []).sort(byRange).map((resource) => ({
      resource,
      kind: kinds.get(resource) ?? ("isolated" as const),
      zone: textOf(resource.at("availabilityZone")),
      natGateways: gateways.get(resource) ?? [],
    }));
    const all = [vpc, ...(ranges.get(vpc) ?? [])].map((one) => textOf(one.at("cidrBlock")));
    return {
      vpc,
      region: regionOf(vpc),
      ranges: all.filter((range) => range !== undefined),
      subnets,
      zones: distinct(subnets.map(({ zone }) => zone)),
    };
  });
}

/** So that the same range's subnets stand beside each other in all zones. */
function byRange(one: Resource, other: Resource): number {
  const [first, second] = [one, other].map((subnet) => textOf(subnet.at("cidrBlock")) ?? "");
  return (first ?? "") < (second ?? "") ? -1 : 1;
}

/** The kind of each subnet that has a route table; the others can only reach their own VPC. */
function kindsOfSubnets(graph: Graph): Map<Resource, SubnetKind> {
  const ofTable = new Map<Resource, SubnetKind>();
  const learn = (table: Resource, kind: SubnetKind | undefined) => {
    if (kind !== undefined && ofTable.get(table) !== "public") ofTable.set(table, kind);
  };
  for (const table of graph.ofType(types.routeTable)) {
    itemsOf(table.at("routes")).forEach((route) => {
      learn(
        table,
        wayOut(route.at("cidrBlock"), (name) => route.at(name)),
      );
    });
  }
  for (const route of graph.ofType(types.route)) {
    const kind = wayOut(route.at("destinationCidrBlock"), (name) => route.at(name));
    referentsOf(graph, route.at("routeTableId"), types.routeTable).forEach((table) => {
      learn(table, kind);
    });
  }
  const kinds = new Map<Resource, SubnetKind>();
  for (const association of graph.ofType(types.association)) {
    const [table] = referentsOf(graph, association.at("routeTableId"), types.routeTable);
    const kind = table && ofTable.get(table);
    if (kind === undefined) continue;
    for (const subnet of referentsOf(graph, association.at("subnetId"), types.subnet)) {
      kinds.set(subnet, kind);
    }
  }
  return kinds;
}

/** What a route makes of its table's subnets: one to an internet gateway makes them public. */
function wayOut(destination: Value, at: (name: string) => Value): SubnetKind | undefined {
  if (textOf(destination) !== "0.0.0.0/0") return undefined;
  const given = (name: string) =>
    !at(name).isKnown || (at(name).isGiven && textOf(at(name)) !== undefined);
  if (given("gatewayId")) {
    const gateway = textOf(at("gatewayId"));
    return gateway === undefined || gateway.startsWith("igw-") ? "public" : "private";
  }
  return given("natGatewayId") || given("transitGatewayId") ? "private" : undefined;
}

function groupBy(
  graph: Graph,
  type: string,
  property: string,
  ownerType: string,
): Map<Resource, Resource[]> {
  const groups = new Map<Resource, Resource[]>();
  for (const resource of graph.ofType(type)) {
    const [owner] = referentsOf(graph, resource.at(property), ownerType);
    if (owner !== undefined) groups.set(owner, [...(groups.get(owner) ?? []), resource]);
  }
  return groups;
}

/** Where something stands that is given subnets. */
export interface Placement {
  readonly vpc: Resource | undefined;
  readonly kind: SubnetKind | undefined;
  readonly zones: readonly string[];
  readonly subnets: readonly Resource[];
}

/** Where what gives no subnet stands. */
export const nowhere: Placement = { vpc: undefined, kind: undefined, zones: [], subnets: [] };

/** Finds where something stands by the subnets that it is given. */
export function placementBy(networks: readonly Network[], subnets: readonly Resource[]): Placement {
  const found = networks.flatMap((network) =>
    network.subnets
      .filter(({ resource }) => subnets.includes(resource))
      .map((subnet) => ({ network, subnet })),
  );
  return {
    vpc: found[0]?.network.vpc,
    kind: found[0]?.subnet.kind,
    zones: distinct(found.map(({ subnet }) => subnet.zone)),
    subnets: found.map(({ subnet }) => subnet.resource),
  };
}
