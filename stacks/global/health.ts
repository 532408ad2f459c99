// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { DeepHealthAlarm } from "../../components/edge/deep-health-alarm";
import { DeepHealthCheck } from "../../components/edge/deep-health-check";
import { RegionalRecord } from "../../components/edge/regional-record";
import { AlarmTopic } from "../../components/observability/alarm-topic";
import { EncryptionKey } from "../../components/shared/encryption-key";
import { awsProvider } from "../providers";
import { regionsOf, type Service, type Topology } from "../topology";
import { sideOf, targetOf, type Side, type World } from "./side";

/** A region's own name, the check of its deep health, and its alarm, for every tier-1 service. */
export function watchHealth(world: World): void {
  const { topology, sides } = world;
  const metrics = metricsSide(topology, sides);
  for (const service of topology.services.filter(({ tier }) => tier === 1)) {
    for (const region of regionsOf(topology, service)) {
      watchService(world, service, sideOf(sides, region), metrics);
    }
  }
}

function watchService(
  { topology: { environment, dns }, zoneId }: World,
  service: Service,
  side: Side,
  metrics: { readonly provider: aws.Provider; readonly alarmTopicArn: pulumi.Input<string> },
): void {
  const name = `${service.name}-${side.name}`;
  const record = new RegionalRecord(
    `payments-record-${name}`,
    { zoneId, zone: dns.zone, service: service.name, target: targetOf(side) },
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
