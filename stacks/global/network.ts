// SPDX-License-Identifier: Apache-2.0
import type * as pulumi from "@pulumi/pulumi";

import { PrivateZoneAssociation } from "../../components/network/private-zone-association";
import {
  type PeeringSide,
  RegionPeering,
  type TransitGatewayIds,
} from "../../components/network/region-peering";
import { regionOf, type Topology } from "../topology";
import { type Side, sideOf } from "./side";

/** Peering and private names between each region and its peer. */
export function connect(topology: Topology, sides: readonly Side[]): void {
  const byGateway = topology.interconnect === "transit-gateway";
  for (const [one, other] of pairsOf(topology, sides)) {
    new RegionPeering(`payments-peering-${one.name}-${other.name}`, {
      requester: peeringSide(topology, one),
      accepter: peeringSide(topology, other),
      ...(byGateway && {
        transitGateways: { requester: gatewayOf(one), accepter: gatewayOf(other) },
      }),
    });
    associate(one, other);
    associate(other, one);
  }
}

/** Each pair once, however the two name each other as peers. */
function pairsOf(topology: Topology, sides: readonly Side[]): [Side, Side][] {
  const pairs = topology.regions.map(({ name, peer }) => [name, peer].sort().join("/"));
  const ordered = topology.regions.map(({ name, peer }) => [name, peer].sort());
  return ordered
    .filter((pair, index) => pairs.indexOf(pair.join("/")) === index)
    .map(([one = "", other = ""]) => [sideOf(sides, one), sideOf(sides, other)]);
}

function peeringSide(topology: Topology, side: Side): PeeringSide {
  const { cidr, podCidr, availabilityZones } = regionOf(topology, side.name);
  const network = side.outputs.require("network");
  const tableIn = (zone: string): pulumi.Output<string> =>
    network.apply(({ routeTableIds }) => routeTableIds[zone] ?? "");
  return {
    region: side.name,
    provider: side.provider,
    vpcId: network.apply(({ vpcId }) => vpcId),
    cidrs: [cidr, podCidr],
    routeTableIds: Object.fromEntries(availabilityZones.map((zone) => [zone, tableIn(zone)])),
  };
}

function gatewayOf({ outputs }: Side): TransitGatewayIds {
  const gateway = outputs.require("transitGateway");
  return {
    transitGatewayId: gateway.apply(({ transitGatewayId }) => transitGatewayId),
    routeTableId: gateway.apply(({ routeTableId }) => routeTableId),
  };
}

/** Lets `from`'s network resolve `to`'s private names. */
function associate(from: Side, to: Side): void {
  new PrivateZoneAssociation(
    `payments-private-names-${to.name}-in-${from.name}`,
    {
      zoneId: to.outputs.require("privateZone").apply(({ zoneId }) => zoneId),
      vpcId: from.outputs.require("network").apply(({ vpcId }) => vpcId),
      vpcRegion: from.name,
    },
    { provider: from.provider },
  );
}
