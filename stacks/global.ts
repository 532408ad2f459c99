// SPDX-License-Identifier: Apache-2.0
import type * as pulumi from "@pulumi/pulumi";

import { PrivateZoneAssociation } from "../components/network/private-zone-association";
import { type PeeringSide, RegionPeering } from "../components/network/region-peering";
import { watchHealth } from "./global/health";
import { createLatch, createRoutes } from "./global/routing";
import { sideOf, type Side, type World } from "./global/side";
import type { BaseOutputs, Exports, GlobalOutputs, RegionOutputs } from "./outputs";
import { awsProvider } from "./providers";
import { outputsOf } from "./references";
import { publicName, regionOf, type Topology } from "./topology";

/**
 * What ties the regions together: the peering and its routes, the private names across it, and the
 * public records. Nothing here changes during a failover: the latch is data, not configuration.
 */
export async function global(topology: Topology): Promise<Exports<GlobalOutputs>> {
  const base = await outputsOf<BaseOutputs>(topology, "base");
  const sides = await sidesOf(topology);
  const world: World = { topology, sides, zoneId: base.require("zoneId") };

  connect(topology, sides);
  const latch = createLatch(world);
  const anycast = createRoutes(world, latch);
  watchHealth(world);
  return {
    publicNames: publicNames(topology),
    latchHealthCheckId: latch.healthCheckId,
    anycast,
  };
}

/** Outputs first: a region that isn't deployed stops the program before it has registered anything. */
async function sidesOf(topology: Topology): Promise<readonly Side[]> {
  const read = topology.regions.map(({ name }) =>
    outputsOf<RegionOutputs>(topology, { region: name, delivery: false }),
  );
  return (await Promise.all(read)).map((outputs, index) => {
    const name = topology.regions[index]?.name ?? "";
    return { name, outputs, provider: awsProvider(topology, "global", name) };
  });
}

/** Peering and private names between each region and its peer. */
function connect(topology: Topology, sides: readonly Side[]): void {
  for (const [one, other] of pairsOf(topology, sides)) {
    new RegionPeering(`payments-peering-${one.name}-${other.name}`, {
      requester: peeringSide(topology, one),
      accepter: peeringSide(topology, other),
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

function publicNames(topology: Topology): Record<string, string> {
  return Object.fromEntries(
    topology.services.map((service) => [service.name, publicName(topology, service)]),
  );
}
