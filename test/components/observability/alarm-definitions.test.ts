// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";

import { alarmDefinitions } from "../../../components/observability/alarm-definitions";
import type { RegionWatch } from "../../../components/observability/region-watch";
import type { Tier } from "../../../components/shared/tier";
import { happyPath } from "./region-watch.fixture";

const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { maxLength: 5 });

/** Any region: other zones, nodes and services, with a journal's replica or without. */
const anyWatch: fc.Arbitrary<RegionWatch<string>> = fc
  .tuple(names, names, names, names, fc.boolean())
  .map(([services, nodes, zones, instances, journal]) => ({
    ...happyPath,
    database:
      instances.length === 0
        ? happyPath.database
        : { engine: "rds", instanceIdentifiers: instances },
    cacheNodeIds: nodes,
    services: services.map((name, index) => ({
      name,
      tier: ((index % 3) + 1) as Tier,
      targetGroupArnSuffix: `targetgroup/${name}/1`,
    })),
    natGatewayIds: Object.fromEntries(zones.map((zone) => [zone, `nat-${zone}`])),
    journalTableName: journal ? "payment-journal" : undefined,
  }));

function definition(key: string, change: Partial<RegionWatch<string>> = {}) {
  const definitions = alarmDefinitions({ ...happyPath, ...change });
  return definitions.find((one) => one.key === key);
}

describe("alarmDefinitions", () => {
  it("changes nothing but thresholds with the role", () => {
    fc.assert(
      fc.property(anyWatch, (watch) => {
        const without = (role: "active" | "standby") =>
          alarmDefinitions({ ...watch, role }).map((one) => ({ ...one, threshold: 0 }));
        expect(without("active")).toEqual(without("standby"));
      }),
    );
  });

  it("gives no two alarms one name", () => {
    fc.assert(
      fc.property(anyWatch, (watch) => {
        const keys = alarmDefinitions(watch).map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it("has as many alarms as there are things to watch", () => {
    fc.assert(
      fc.property(anyWatch, (watch) => {
        const journal = watch.journalTableName === undefined ? 1 : 4;
        const { database } = watch;
        const perDatabase =
          database.engine === "rds" ? 6 * database.instanceIdentifiers.length + 1 : 6;
        const perRegion = perDatabase + 1 + journal;
        const perNode = 4 * watch.cacheNodeIds.length;
        const perZone = 2 * Object.keys(watch.natGatewayIds).length;
        const perService = 2 * watch.services.length;
        expect(alarmDefinitions(watch)).toHaveLength(perRegion + perNode + perZone + perService);
      }),
    );
  });

  it("never asks for more bad periods than it looks at", () => {
    fc.assert(
      fc.property(anyWatch, (watch) => {
        for (const { datapointsToAlarm, evaluationPeriods } of alarmDefinitions(watch)) {
          expect(datapointsToAlarm).toBeLessThanOrEqual(evaluationPeriods);
        }
      }),
    );
  });

  it("names what it measures: every dimension has a value", () => {
    fc.assert(
      fc.property(anyWatch, (watch) => {
        for (const { dimensions } of alarmDefinitions(watch)) {
          expect(Object.values(dimensions)).not.toHaveLength(0);
          for (const value of Object.values(dimensions)) expect(value).toMatch(/./);
        }
      }),
    );
  });

  it.each([
    ["active", 3, 60_000],
    ["standby", 1, 5_000],
  ] as const)("as %s wants %i ready pods and a lag below %i ms", (role, hosts, lag) => {
    expect(definition("payments-healthy-hosts", { role })).toMatchObject({
      metricName: "HealthyHostCount",
      comparison: "below",
      threshold: hosts,
    });
    expect(definition("database-replication-lag", { role })).toMatchObject({
      metricName: "AuroraGlobalDBProgressLag",
      dimensions: { DBClusterIdentifier: "production-eu-west-1-1" },
      threshold: lag,
    });
  });

  it("watches each instance of RDS, which knows no group, and the log that the first one keeps", () => {
    const change = {
      database: { engine: "rds", instanceIdentifiers: ["first", "second"] },
    } as const;
    expect(definition("database-replica-lag-2", change)).toMatchObject({
      metricName: "ReplicaLag",
      dimensions: { DBInstanceIdentifier: "second" },
      treatMissingData: "missing",
      threshold: 360,
    });
    expect(definition("database-storage-1", change)).toMatchObject({
      metricName: "FreeStorageSpace",
      comparison: "below",
      threshold: 10 * 1024 ** 3,
    });
    expect(definition("database-kept-log", change)?.dimensions).toEqual({
      DBInstanceIdentifier: "first",
    });
    expect(definition("database-replication-lag", change)).toBeUndefined();
    const smaller = { ...change, databaseFreeStorage: "2 GiB" } as const;
    expect(definition("database-storage-2", smaller)?.threshold).toBe(2 * 1024 ** 3);
  });

  it("is content with one pod of a service that lives in one region", () => {
    expect(definition("reports-healthy-hosts", { role: "active" })?.threshold).toBe(1);
  });

  it("tells when replication falls silent, and when the whole database does", () => {
    expect(definition("database-replication-lag")?.treatMissingData).toBe("missing");
    expect(definition("database-silent")).toMatchObject({
      comparison: "below",
      statistic: "SampleCount",
      treatMissingData: "breaching",
    });
  });

  it("gives a service's alarms the service's tier", () => {
    const tiers = happyPath.services.map(({ name }) => definition(`${name}-unhealthy-hosts`)?.tier);

    expect(tiers).toEqual([1, 2, 3]);
  });

  it("watches the journal's table only where there is a replica, its writers everywhere", () => {
    const change = { journalTableName: undefined };

    expect(definition("journal-throttled")?.dimensions).toEqual({
      TableName: "payment-journal",
      Operation: "PutItem",
    });
    expect(definition("journal-throttled", change)).toBeUndefined();
    expect(definition("journal-append-errors", change)).toMatchObject({
      namespace: "Payments/Journal",
      dimensions: { Region: "eu-west-1" },
      tier: 1,
    });
  });

  it("takes silence of the journal's table for no errors, and for no news of its latency", () => {
    const errors = { fillMissingWith: 0, evaluationPeriods: 4, datapointsToAlarm: 2 };
    expect(definition("journal-system-errors")).toMatchObject(errors);
    expect(definition("journal-throttled")).toMatchObject(errors);
    expect(definition("journal-latency")?.treatMissingData).toBe("ignore");
    expect(definition("journal-latency")?.fillMissingWith).toBeUndefined();
  });

  it("leaves a period more than has to be bad wherever it fills one in", () => {
    for (const { fillMissingWith, ...one } of alarmDefinitions(happyPath)) {
      if (fillMissingWith === undefined) continue;
      expect(one.datapointsToAlarm).toBeLessThan(one.evaluationPeriods);
    }
  });

  it("pages over the ways out of each zone", () => {
    expect(definition("nat-ports-eu-west-1b")).toMatchObject({
      metricName: "ErrorPortAllocation",
      dimensions: { NatGatewayId: "nat-b" },
      tier: 1,
    });
    expect(definition("nat-drops-eu-west-1b")).toMatchObject({ metricName: "PacketsDropCount" });
  });

  it("uses the database's own limits, or the documented ones", () => {
    expect(definition("database-connections")?.threshold).toBe(1000);
    expect(definition("database-memory")?.threshold).toBe(1024 ** 3);

    const own = { databaseConnections: 4000, databaseFreeableMemory: "4 GiB" } as const;
    expect(definition("database-connections", own)?.threshold).toBe(4000);
    expect(definition("database-memory", own)?.threshold).toBe(4 * 1024 ** 3);
  });

  it("takes a limit that is given as undefined for one that isn't given", () => {
    const none = { databaseConnections: undefined, databaseFreeableMemory: undefined };

    expect(definition("database-connections", none)?.threshold).toBe(1000);
    expect(definition("database-memory", none)?.threshold).toBe(1024 ** 3);
  });
});
