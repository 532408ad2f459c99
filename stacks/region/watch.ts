// SPDX-License-Identifier: Apache-2.0
import type * as pulumi from "@pulumi/pulumi";

import type { PostgresDatabase } from "../../components/data/postgres-database";
import type { RedisCache } from "../../components/data/redis-cache";
import { LatchAlarm } from "../../components/edge/latch-alarm";
import type { Vpc } from "../../components/network/vpc";
import { AlarmTopic } from "../../components/observability/alarm-topic";
import { RegionAlarms } from "../../components/observability/region-alarms";
import { RegionDashboard } from "../../components/observability/region-dashboard";
import { roleOf } from "../conventions";
import { servicesIn, watchedBy } from "../topology";
import type { Doors, RegionKeys } from "./network";
import type { Site } from "./site";

export function createAlarmTopic({ topology, region, opts }: Site, keys: RegionKeys): AlarmTopic {
  const { environment, accountId, paging } = topology;
  return new AlarmTopic(
    "payments-alarms-topic",
    {
      environment,
      accountId,
      region: region.name,
      kmsKeyArn: keys.alarms.arn,
      endpoints: paging.endpoints,
    },
    opts,
  );
}

/** The latches of the regions that this one watches: what moves their traffic lives here. */
export function createLatches(
  { topology, region, opts }: Site,
  topic: AlarmTopic,
): Record<string, pulumi.Output<string>> {
  return Object.fromEntries(
    watchedBy(topology, region.name).map((watchedRegion) => {
      const latch = new LatchAlarm(
        `payments-latch-${watchedRegion}`,
        {
          environment: topology.environment,
          watchedRegion,
          alarmTopicArn: topic.topicArn,
        },
        opts,
      );
      return [watchedRegion, latch.alarmName];
    }),
  );
}

/** What the region's alarms and its dashboard look at. */
export interface Watched {
  readonly vpc: Vpc;
  readonly doors: Doors;
  readonly database: PostgresDatabase;
  readonly cache: RedisCache;
  readonly topic: AlarmTopic;
}

/** The alarms and the dashboard of the region. */
export function createWatch(site: Site, watched: Watched): void {
  const { topology, opts } = site;
  const { environment } = topology;
  const watch = watchOf(site, watched);
  new RegionAlarms(
    "payments-alarms",
    { ...watch, environment, alarmTopicArn: watched.topic.topicArn },
    opts,
  );
  new RegionDashboard("payments-dashboard", { ...watch, environment }, opts);
}

function watchOf({ topology, region, base }: Site, { vpc, doors, database, cache }: Watched) {
  const { publicDoor } = doors;
  const holdsJournal = topology.journal.replicas.includes(region.name);
  return {
    region: region.name,
    role: roleOf(topology, region.name),
    database: database.identifiers,
    cacheNodeIds: cache.nodeIds,
    loadBalancerArnSuffix: publicDoor.arnSuffix,
    services: servicesIn(topology, region.name).map(({ name, tier }) => ({
      name,
      tier,
      targetGroupArnSuffix: publicDoor.targetGroupArnSuffixes[name] ?? "",
    })),
    natGatewayIds: Object.fromEntries(
      region.availabilityZones.map((zone, index) => [zone, vpc.natGatewayIds[index] ?? ""]),
    ),
    ...(holdsJournal ? { journalTableName: base.require("journalTableName") } : {}),
  };
}
