// SPDX-License-Identifier: Apache-2.0
import type { Graph, Resource } from "../../../policy/lib/graph";
import type { Databases } from "./databases";
import { distinct, itemsOf, referentsOf, regionOf, textOf } from "./values";

const types = {
  vpc: "aws:ec2/vpc:Vpc",
  peering: "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
  transitGateway: "aws:ec2transitgateway/transitGateway:TransitGateway",
  transitPeering: "aws:ec2transitgateway/peeringAttachment:PeeringAttachment",
  table: "aws:dynamodb/table:Table",
  imageReplication: "aws:ecr/replicationConfiguration:ReplicationConfiguration",
};

/** What joins two regions. */
export interface Link {
  readonly kind: "peering" | "replication";
  /** The resource that makes it; for a replica that is the replica itself. */
  readonly resource: Resource;
  readonly title: string;
  readonly detail: string;
  /** For a replication, where the data comes from. */
  readonly from: string;
  readonly to: string;
}

/** A table's copies, its own region first. */
export interface Table {
  readonly resource: Resource;
  readonly places: readonly { readonly region: string; readonly role: string }[];
  readonly isStrong: boolean;
}

export interface BetweenRegions {
  readonly links: readonly Link[];
  readonly tables: readonly Table[];
  readonly transitGateways: readonly Resource[];
  readonly imageReplications: readonly {
    readonly resource: Resource;
    readonly regions: readonly string[];
  }[];
}

/** What joins the regions, or belongs to all of them. */
export function readBetweenRegions(graph: Graph, databases: Databases): BetweenRegions {
  return {
    links: [...peerings(graph), ...transitPeerings(graph), ...replications(databases)],
    tables: graph.ofType(types.table).map(readTable),
    transitGateways: graph.ofType(types.transitGateway),
    imageReplications: graph.ofType(types.imageReplication).map((resource) => ({
      resource,
      regions: distinct(
        itemsOf(resource.at("replicationConfiguration", "rules")).flatMap((rule) =>
          itemsOf(rule.at("destinations")).map((destination) => textOf(destination.at("region"))),
        ),
      ),
    })),
  };
}

function peerings(graph: Graph): Link[] {
  return graph.ofType(types.peering).flatMap((resource) => {
    const from = regionOf(resource) ?? regionOfVpc(graph, resource, "vpcId");
    const to = textOf(resource.at("peerRegion")) ?? regionOfVpc(graph, resource, "peerVpcId");
    if (from === undefined || to === undefined) return [];
    return [{ kind: "peering", resource, title: "VPC peering", detail: resource.name, from, to }];
  });
}

function transitPeerings(graph: Graph): Link[] {
  return graph.ofType(types.transitPeering).flatMap((resource) => {
    const from = regionOf(resource);
    const to = textOf(resource.at("peerRegion"));
    if (from === undefined || to === undefined) return [];
    const title = "Transit gateway peering";
    return [{ kind: "peering", resource, title, detail: resource.name, from, to }];
  });
}

function replications({ replications }: Databases): Link[] {
  return replications.flatMap(({ from, to, by }) => {
    const [source, target] = [regionOf(from), regionOf(to)];
    if (source === undefined || target === undefined) return [];
    return [
      {
        kind: "replication",
        resource: by ?? to,
        title: isAurora(to) ? "Aurora global database" : "Read replica in another region",
        detail: "asynchronous replication",
        from: source,
        to: target,
      },
    ];
  });
}

function isAurora({ type }: Resource): boolean {
  return type === "aws:rds/cluster:Cluster";
}

function readTable(resource: Resource): Table {
  const home = regionOf(resource);
  const replicas = itemsOf(resource.at("replicas"));
  const witness = textOf(resource.at("globalTableWitness", "regionName"));
  const isStrong = replicas.some((one) => textOf(one.at("consistencyMode")) === "STRONG");
  return {
    resource,
    isStrong,
    places: [
      ...(home === undefined ? [] : [{ region: home, role: "table" }]),
      ...distinct(replicas.map((one) => textOf(one.at("regionName")))).map((region) => ({
        region,
        role: "replica",
      })),
      ...(witness === undefined ? [] : [{ region: witness, role: "witness" }]),
    ],
  };
}

function regionOfVpc(graph: Graph, peering: Resource, property: string): string | undefined {
  const [vpc] = referentsOf(graph, peering.at(property), types.vpc);
  return vpc && regionOf(vpc);
}
