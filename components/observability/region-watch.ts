// SPDX-License-Identifier: Apache-2.0
import type { DatabaseIdentifiers } from "../data/database-names";
import type { Tier } from "../shared/tier";
import type { Size } from "../shared/units";

/** What a region does at present. It follows the journal's control item and decides nothing. */
export type Role = "active" | "standby";

/** A service of the region, as its load balancer sees it. */
export interface WatchedService<Value> {
  /** Name of the service. */
  readonly name: string;
  /** Tier of the service. */
  readonly tier: Tier;
  /** Last part of its target group's ARN. */
  readonly targetGroupArnSuffix: Value;
}

/**
 * What is watched in one region. Values are identifiers, known only once AWS has given them; what
 * decides how many alarms there are is plain.
 */
export interface RegionWatch<Value> {
  /** Name of the region. */
  readonly region: string;
  /** Its role. Only thresholds and titles depend on it, never which alarms there are. */
  readonly role: Role;
  /** What the region's database is known by: its cluster, or each of its instances. */
  readonly database: DatabaseIdentifiers<Value>;
  /** Identifiers of the cache's nodes: the replication group's id with -001, -002 and so on. */
  readonly cacheNodeIds: readonly Value[];
  /** Last part of the public load balancer's ARN. */
  readonly loadBalancerArnSuffix: Value;
  /** Services that the region runs. */
  readonly services: readonly WatchedService<Value>[];
  /** NAT gateways by zone. */
  readonly natGatewayIds: Readonly<Record<string, Value>>;
  /**
   * Table of the payment journal.
   *
   * @default - the region holds no replica of the journal, and has no alarm on one
   */
  readonly journalTableName?: Value;
  /**
   * Connections to one database instance from which on people look.
   *
   * @default 1000
   */
  readonly databaseConnections?: number;
  /**
   * Memory that a database instance must have left.
   *
   * @default "1 GiB"
   */
  readonly databaseFreeableMemory?: Size;
  /**
   * Storage that an instance of RDS must have left. Aurora has none of its own.
   *
   * @default "10 GiB"
   */
  readonly databaseFreeStorage?: Size;
}

export const regionWatchDefaults = {
  databaseConnections: 1000,
  databaseFreeableMemory: "1 GiB",
  databaseFreeStorage: "10 GiB",
} as const satisfies Partial<RegionWatch<never>>;

/** The thresholds that a region's role decides, and all that it decides. */
export const roleThresholds = {
  active: {
    // One ready pod per zone; with fewer, the loss of a zone is an outage.
    healthyHosts: 3,
    // An active region publishes no lag. A switchover's last data points must wake nobody.
    replicationLagMilliseconds: 60_000,
  },
  standby: {
    // A standby without a ready pod could not take over.
    healthyHosts: 1,
    // Aurora keeps a secondary within a second; at five, a failover has noticeably more to replay.
    replicationLagMilliseconds: 5_000,
  },
} as const satisfies Readonly<Record<Role, Readonly<Record<string, number>>>>;
