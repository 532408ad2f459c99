// SPDX-License-Identifier: Apache-2.0

import { watchHealth } from "./global/health";
import { connect } from "./global/network";
import { createLatch, createRoutes } from "./global/routing";
import type { Side, World } from "./global/side";
import type { BaseOutputs, Exports, GlobalOutputs, RegionOutputs } from "./outputs";
import { awsProvider } from "./providers";
import { outputsOf } from "./references";
import { publicName, type Topology } from "./topology";

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

function publicNames(topology: Topology): Record<string, string> {
  return Object.fromEntries(
    topology.services.map((service) => [service.name, publicName(topology, service)]),
  );
}
