// SPDX-License-Identifier: Apache-2.0
import type { Graph, Resource } from "../../../policy/lib/graph";
import { placementBy, type Network, type Placement } from "./networks";
import { itemsOf, numberOf, referentsOf, regionOf, textOf } from "./values";

const types = {
  loadBalancer: "aws:lb/loadBalancer:LoadBalancer",
  subnet: "aws:ec2/subnet:Subnet",
  record: "aws:route53/record:Record",
  zone: "aws:route53/zone:Zone",
  association: "aws:route53/zoneAssociation:ZoneAssociation",
  accelerator: "aws:globalaccelerator/accelerator:Accelerator",
  endpointGroup: "aws:globalaccelerator/endpointGroup:EndpointGroup",
};

export interface LoadBalancer {
  readonly resource: Resource;
  readonly region: string | undefined;
  readonly internal: boolean;
  readonly place: Placement;
}

/** How Route 53 chooses among records of one name. */
export type Routing = "primary" | "secondary" | "latency" | "weighted" | "other" | "simple";

export interface NameRecord {
  readonly resource: Resource;
  readonly name: string;
  readonly routing: Routing;
  /** Region of the load balancer that it leads to, `undefined` where it leads to several. */
  readonly region: string | undefined;
  /** Another name, or an accelerator, that it leads to. */
  readonly leadsTo: string | undefined;
  readonly hasHealthCheck: boolean;
}

export interface PrivateZone {
  readonly resource: Resource;
  readonly region: string | undefined;
  /** Other regions whose VPCs resolve its names. */
  readonly alsoIn: readonly string[];
  readonly records: readonly NameRecord[];
}

export interface EndpointGroup {
  readonly resource: Resource;
  readonly region: string | undefined;
  /** Percentage of the traffic that it would get; nothing goes where it has no endpoint. */
  readonly dial: number | undefined;
  readonly isOpen: boolean;
}

export interface Edge {
  readonly loadBalancers: readonly LoadBalancer[];
  readonly publicZones: readonly Resource[];
  readonly publicRecords: readonly NameRecord[];
  readonly privateZones: readonly PrivateZone[];
  readonly accelerators: readonly Resource[];
  readonly endpointGroups: readonly EndpointGroup[];
}

/** Load balancers, and the names and addresses by which they are reached. */
export function readEdge(graph: Graph, networks: readonly Network[]): Edge {
  const loadBalancers = graph.ofType(types.loadBalancer).map((resource) => ({
    resource,
    region: regionOf(resource),
    internal: resource.at("internal").isKnown && resource.at("internal").flag() === true,
    place: placementBy(networks, subnetsOf(graph, resource)),
  }));
  const regions = [
    ...new Set([...loadBalancers, ...networks].flatMap(({ region }) => region ?? [])),
  ].sort();
  const zones = graph.ofType(types.zone);
  const isPrivate = (zone: Resource) => itemsOf(zone.at("vpcs")).length > 0;
  const records = graph.ofType(types.record).filter(leadsSomewhere);
  const zoneOf = new Map(
    records.map((record) => [record, referentsOf(graph, record.at("zoneId"), types.zone)[0]]),
  );
  const read = (resource: Resource) => readRecord(graph, regions, resource);
  return {
    loadBalancers,
    publicZones: zones.filter((zone) => !isPrivate(zone)),
    publicRecords: records
      .filter((record) => {
        const zone = zoneOf.get(record);
        return zone === undefined || !isPrivate(zone);
      })
      .map(read),
    privateZones: zones.filter(isPrivate).map((resource) => ({
      resource,
      region: textOf(resource.at("vpcs", 0, "vpcRegion")) ?? regionOfOwner(graph, resource),
      alsoIn: associatedRegions(graph, resource),
      records: records.filter((record) => zoneOf.get(record) === resource).map(read),
    })),
    accelerators: graph.ofType(types.accelerator),
    endpointGroups: graph.ofType(types.endpointGroup).map(readEndpointGroup),
  };
}

/** What proves the ownership of a domain, or names a mail server, is no way in. */
function leadsSomewhere(record: Resource): boolean {
  const given = ["aliases", "failoverRoutingPolicies", "latencyRoutingPolicies", "setIdentifier"];
  return given.some((name) => {
    const value = record.at(name);
    return value.isGiven && (!value.isKnown || value.items().length > 0);
  });
}

function readRecord(graph: Graph, regions: readonly string[], resource: Resource): NameRecord {
  const target = resource.at("aliases", 0, "name");
  const [balancer] = referentsOf(graph, target, types.loadBalancer);
  const [accelerator] = referentsOf(graph, target, types.accelerator);
  const [other] = referentsOf(graph, target, types.record);
  const otherName = other && textOf(other.at("name"));
  const name = textOf(resource.at("name")) ?? resource.name;
  const leadsTo = accelerator !== undefined ? "Global Accelerator" : otherName;
  return {
    resource,
    name,
    routing: routingOf(resource),
    region:
      balancer !== undefined
        ? regionOf(balancer)
        : leadsTo === undefined
          ? regionInWords(resource, name, regions)
          : undefined,
    leadsTo,
    hasHealthCheck: resource.at("healthCheckId").isGiven,
  };
}

function routingOf(record: Resource): Routing {
  const failover = textOf(record.at("failoverRoutingPolicies", 0, "type"));
  if (failover === "PRIMARY") return "primary";
  if (failover === "SECONDARY") return "secondary";
  if (itemsOf(record.at("latencyRoutingPolicies")).length > 0) return "latency";
  if (itemsOf(record.at("weightedRoutingPolicies")).length > 0) return "weighted";
  return textOf(record.at("setIdentifier")) === undefined ? "simple" : "other";
}

/** Where the target isn't known yet, or is in another stack, names say which region is meant. */
function regionInWords(
  record: Resource,
  name: string,
  regions: readonly string[],
): string | undefined {
  const latency = textOf(record.at("latencyRoutingPolicies", 0, "region"));
  const words = [latency, textOf(record.at("setIdentifier")), ...name.split(".")];
  const target = textOf(record.at("aliases", 0, "name")) ?? "";
  const byTarget = /\.elb\.([a-z0-9-]+)\.amazonaws\.com\.?$/.exec(target)?.[1];
  if (byTarget !== undefined) return byTarget;
  return words.find(
    (word) =>
      word !== undefined && (regions.includes(word) || /^[a-z]{2}(-[a-z]+)+-\d$/.test(word)),
  );
}

function subnetsOf(graph: Graph, balancer: Resource): Resource[] {
  const mapped = itemsOf(balancer.at("subnetMappings")).map((one) => one.at("subnetId"));
  return [balancer.at("subnets"), ...mapped].flatMap((value) =>
    referentsOf(graph, value, types.subnet),
  );
}

function regionOfOwner(graph: Graph, zone: Resource): string | undefined {
  const [vpc] = referentsOf(graph, zone.at("vpcs", 0, "vpcId"), "aws:ec2/vpc:Vpc");
  return vpc && regionOf(vpc);
}

function associatedRegions(graph: Graph, zone: Resource): string[] {
  const regions = graph
    .ofType(types.association)
    .filter((one) => referentsOf(graph, one.at("zoneId"), types.zone).includes(zone))
    .map((one) => textOf(one.at("vpcRegion")));
  return [...new Set(regions.filter((region) => region !== undefined))].sort();
}

function readEndpointGroup(resource: Resource): EndpointGroup {
  const endpoints = resource.at("endpointConfigurations");
  return {
    resource,
    region: textOf(resource.at("endpointGroupRegion")) ?? regionOf(resource),
    dial: numberOf(resource.at("trafficDialPercentage")),
    isOpen: !endpoints.isKnown || endpoints.items().length > 0,
  };
}
