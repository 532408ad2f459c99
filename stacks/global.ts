// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { AliasTarget } from "../components/edge/alias-target";
import { DeepHealthAlarm } from "../components/edge/deep-health-alarm";
import { DeepHealthCheck } from "../components/edge/deep-health-check";
import { FailoverRecords } from "../components/edge/failover-records";
import { HomeRecord } from "../components/edge/home-record";
import { type Latch, LatchHealthCheck } from "../components/edge/latch-health-check";
import { RegionalRecord } from "../components/edge/regional-record";
import { AlarmTopic } from "../components/observability/alarm-topic";
import { EncryptionKey } from "../components/shared/encryption-key";
import { connect } from "./global/network";
import { type Side, sideOf } from "./global/side";
import type { BaseOutputs, Exports, GlobalOutputs, RegionOutputs } from "./outputs";
import { awsProvider } from "./providers";
import { outputsOf } from "./references";
import { publicName, regionOf, regionsOf, type Service, type Topology } from "./topology";

/**
 * What ties the regions together: the peering and its routes, the private names across it, and the
 * public records. Nothing here changes during a failover: the latch is data, not configuration.
 */
export async function global(topology: Topology): Promise<Exports<GlobalOutputs>> {
  const base = await outputsOf<BaseOutputs>(topology, "base");
  const sides = await sidesOf(topology);
  const zoneId = base.require("zoneId");

  connect(topology, sides);
  const latch = createLatch(topology, sides);
  for (const service of topology.services) {
    createRecords(topology, sides, service, zoneId, latch);
  }
  watchHealth(topology, sides, zoneId);
  return {
    publicNames: publicNames(topology),
    latchHealthCheckId: latch.healthCheckId,
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

/** What the primary records follow: the latches of the founding region and of its peer. */
function createLatch(topology: Topology, sides: readonly Side[]): LatchHealthCheck {
  const { foundingRegion } = topology;
  const { peer } = regionOf(topology, foundingRegion);
  return new LatchHealthCheck(
    "payments-latch",
    {
      primary: latchOf(topology, sides, foundingRegion),
      secondary: latchOf(topology, sides, peer),
    },
    { provider: sideOf(sides, foundingRegion).provider },
  );
}

/** A region's latch, which its peer keeps. */
function latchOf(topology: Topology, sides: readonly Side[], watchedRegion: string): Latch {
  const { peer } = regionOf(topology, watchedRegion);
  return {
    watchedRegion,
    alarmRegion: peer,
    alarmName: sideOf(sides, peer)
      .outputs.require("latchAlarmNames")
      .apply((names) => names[watchedRegion] ?? ""),
  };
}

function createRecords(
  topology: Topology,
  sides: readonly Side[],
  service: Service,
  zoneId: pulumi.Input<string>,
  latch: LatchHealthCheck,
): void {
  const { zone } = topology.dns;
  const [home = "", standby = ""] = regionsOf(topology, service);
  const names = { zoneId, zone, service: service.name };
  const target = (region: string): AliasTarget => aliasTarget(sideOf(sides, region));
  const opts = { provider: sideOf(sides, home).provider };
  const name = `payments-records-${service.name}`;
  switch (service.routing) {
    case "failover":
      new FailoverRecords(
        name,
        {
          ...names,
          primary: target(home),
          secondary: target(standby),
          latchHealthCheckId: latch.healthCheckId,
        },
        opts,
      );
      return;
    case "home":
      new HomeRecord(name, { ...names, target: target(home) }, opts);
      return;
  }
}

/** A region's own name, the check of its deep health, and its alarm, for every tier-1 service. */
function watchHealth(
  topology: Topology,
  sides: readonly Side[],
  zoneId: pulumi.Input<string>,
): void {
  const metrics = metricsSide(topology, sides);
  for (const service of topology.services.filter(({ tier }) => tier === 1)) {
    for (const region of regionsOf(topology, service)) {
      watchService(topology, service, sideOf(sides, region), zoneId, metrics);
    }
  }
}

function watchService(
  { environment, dns }: Topology,
  service: Service,
  side: Side,
  zoneId: pulumi.Input<string>,
  metrics: { readonly provider: aws.Provider; readonly alarmTopicArn: pulumi.Input<string> },
): void {
  const name = `${service.name}-${side.name}`;
  const record = new RegionalRecord(
    `payments-record-${name}`,
    { zoneId, zone: dns.zone, service: service.name, target: aliasTarget(side) },
    { provider: side.provider },
  );
  const check = new DeepHealthCheck(
    `payments-health-${name}`,
    { domainName: record.fqdn, port: service.port, watchedRegion: side.name },
    { provider: side.provider },
  );
  new DeepHealthAlarm(
    `payments-health-alarm-${name}`,
    {
      environment,
      service: service.name,
      watchedRegion: side.name,
      healthCheckId: check.healthCheckId,
      alarmTopicArn: metrics.alarmTopicArn,
    },
    { provider: metrics.provider },
  );
}

/** Route 53 publishes the metrics of its health checks here only. */
const metricsRegion = "us-east-1";

/** Where alarms on health checks live: beside that region's own, or with a topic made for them. */
function metricsSide(
  topology: Topology,
  sides: readonly Side[],
): { readonly provider: aws.Provider; readonly alarmTopicArn: pulumi.Input<string> } {
  const own = sides.find(({ name }) => name === metricsRegion);
  if (own !== undefined) {
    return { provider: own.provider, alarmTopicArn: own.outputs.require("alarmTopicArn") };
  }
  const { environment, accountId, protect, paging } = topology;
  const provider = awsProvider(topology, "global", metricsRegion);
  const key = new EncryptionKey(
    "payments-health-key",
    {
      environment,
      accountId,
      protect,
      region: metricsRegion,
      purpose: "health-alarms",
      usedBy: ["cloudwatch-alarms"],
    },
    { provider },
  );
  const topic = new AlarmTopic(
    "payments-health-topic",
    {
      environment,
      accountId,
      region: metricsRegion,
      kmsKeyArn: key.arn,
      endpoints: paging.endpoints,
    },
    { provider },
  );
  return { provider, alarmTopicArn: topic.topicArn };
}

function aliasTarget(side: Side): AliasTarget {
  const loadBalancer = side.outputs.require("publicLoadBalancer");
  return {
    region: side.name,
    dnsName: loadBalancer.apply(({ dnsName }) => dnsName),
    zoneId: loadBalancer.apply(({ zoneId }) => zoneId),
  };
}

function publicNames(topology: Topology): Record<string, string> {
  return Object.fromEntries(
    topology.services.map((service) => [service.name, publicName(topology, service)]),
  );
}
