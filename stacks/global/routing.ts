// SPDX-License-Identifier: Apache-2.0
import type * as pulumi from "@pulumi/pulumi";

import type { AliasTarget } from "../../components/edge/alias-target";
import { Anycast } from "../../components/edge/anycast";
import { FailoverRecords } from "../../components/edge/failover-records";
import { LatencyRecords } from "../../components/edge/latency-records";
import { type Latch, LatchHealthCheck } from "../../components/edge/latch-health-check";
import { PublicRecord } from "../../components/edge/public-record";
import type { AnycastOutputs, Exports } from "../outputs";
import { isActiveActive, regionOf, regionsOf, type Service } from "../topology";
import { sideOf, targetOf, type Side, type World } from "./side";

/** What the primary records follow: the latches of the founding region and of its peer. */
export function createLatch(world: World): LatchHealthCheck {
  const { foundingRegion } = world.topology;
  const { peer } = regionOf(world.topology, foundingRegion);
  return new LatchHealthCheck(
    "payments-latch",
    { primary: latchOf(world, foundingRegion), secondary: latchOf(world, peer) },
    { provider: sideOf(world.sides, foundingRegion).provider },
  );
}

/** A region's latch, which its peer keeps. */
function latchOf({ topology, sides }: World, watchedRegion: string): Latch {
  const { peer } = regionOf(topology, watchedRegion);
  return {
    watchedRegion,
    alarmRegion: peer,
    alarmName: sideOf(sides, peer)
      .outputs.require("latchAlarmNames")
      .apply((names) => names[watchedRegion] ?? ""),
  };
}

/**
 * The public name of every service, and what chooses a region behind it.
 *
 * @returns what a failover has to know of the services that have an accelerator
 */
export function createRoutes(
  world: World,
  latch: LatchHealthCheck,
): Record<string, Exports<AnycastOutputs>> {
  const { topology, zoneId } = world;
  const accelerators: Record<string, Exports<AnycastOutputs>> = {};
  for (const service of topology.services) {
    const { target, accelerator } = createRoute(world, service, latch);
    if (accelerator !== undefined) accelerators[service.name] = accelerator;
    new PublicRecord(
      `payments-public-name-${service.name}`,
      { zoneId, zone: topology.dns.zone, service: service.name, target },
      homeOptions(world, service),
    );
  }
  return accelerators;
}

/** What chooses a region for a service. */
interface Route {
  /** What the public name points at. */
  readonly target: AliasTarget;
  /** What a failover has to know of the service's accelerator. @default - it has none */
  readonly accelerator?: Exports<AnycastOutputs>;
}

function createRoute(world: World, service: Service, latch: LatchHealthCheck): Route {
  switch (service.routing) {
    case "failover":
      return { target: createFailover(world, service, latch) };
    case "latency":
      return { target: createLatency(world, service) };
    case "anycast": {
      const anycast = createAnycast(world, service);
      const { acceleratorArn, addresses, endpointGroupArns } = anycast;
      return { target: anycast, accelerator: { acceleratorArn, addresses, endpointGroupArns } };
    }
    case "home":
      return { target: targetOf(homeOf(world, service)) };
  }
}

function createFailover(
  { topology, sides, zoneId }: World,
  service: Service,
  latch: LatchHealthCheck,
): AliasTarget {
  const [home = "", standby = ""] = regionsOf(topology, service);
  const primary = sideOf(sides, home);
  const records = new FailoverRecords(
    `payments-failover-${service.name}`,
    {
      zoneId,
      zone: topology.dns.zone,
      service: service.name,
      primary: targetOf(primary),
      secondary: targetOf(sideOf(sides, standby)),
      latchHealthCheckId: latch.healthCheckId,
    },
    { provider: primary.provider },
  );
  return { dnsName: records.fqdn, zoneId };
}

function createLatency(world: World, service: Service): AliasTarget {
  const { topology, sides, zoneId } = world;
  const records = new LatencyRecords(
    `payments-latency-${service.name}`,
    {
      zoneId,
      zone: topology.dns.zone,
      service: service.name,
      targets: regionsOf(topology, service).map((region) => targetOf(sideOf(sides, region))),
    },
    homeOptions(world, service),
  );
  return { dnsName: records.fqdn, zoneId };
}

/** Over all of its regions, or for a service with one writer over the founding one at first. */
function createAnycast(world: World, service: Service): Anycast {
  const { topology, sides } = world;
  const { environment, foundingRegion, protect } = topology;
  return new Anycast(
    `payments-anycast-${service.name}`,
    {
      environment,
      protect,
      service: service.name,
      port: service.port,
      endpoints: regionsOf(topology, service).map((region) => ({
        region,
        loadBalancerArn: sideOf(sides, region)
          .outputs.require("publicLoadBalancer")
          .apply(({ arn }) => arn),
      })),
      openRegion: isActiveActive(service) ? undefined : foundingRegion,
    },
    homeOptions(world, service),
  );
}

function homeOf({ topology, sides }: World, service: Service): Side {
  const [home = ""] = regionsOf(topology, service);
  return sideOf(sides, home);
}

/** Zones and accelerators belong to no region; they are made through the service's home. */
function homeOptions(world: World, service: Service): pulumi.ComponentResourceOptions {
  return { provider: homeOf(world, service).provider };
}
