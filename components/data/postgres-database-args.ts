// SPDX-License-Identifier: Apache-2.0
import type * as pulumi from "@pulumi/pulumi";

import type { Size } from "../shared/units";
import type { DataStoreArgs } from "./data-store-args";

/** What a database of either engine needs. */
export interface EitherEngineArgs extends DataStoreArgs {
  /**
   * Counts rebuilds, from 1; part of every identifier. Raising it replaces this region's database.
   */
  readonly generation: number;
  /** PostgreSQL version at creation, such as `17.7`. It upgrades nothing by itself. */
  readonly engineVersion: string;
  /** RDS instance class of every instance, such as `db.r7g.large`. */
  readonly instanceClass: string;
  /** How many instances, 1 to 16: a writer or writer-to-be, the rest readers. */
  readonly instances: number;
  /**
   * Whether a deletion leaves a last snapshot and the automated backups. Apart from `protect`, which
   * a take-down for good switches off.
   */
  readonly keepBackups: boolean;
  /** Daily time for backups, UTC, `hh:mm-hh:mm`, outside the maintenance window. @default "03:00-03:30" */
  readonly backupWindow?: string;
  /** Weekly time for maintenance, UTC, `ddd:hh:mm-ddd:hh:mm`. @default "sun:04:00-sun:04:30" */
  readonly maintenanceWindow?: string;
}

/** What a database is begun with; replicas get it from what they copy. */
interface BeginningArgs {
  /** Name of the database inside, the same for all of a global database. */
  readonly databaseName: string;
  /** Name of the administrator, 1 to 16 letters and digits. */
  readonly masterUsername: string;
  /** Password of the administrator; goes to AWS once and into no state in plain text. */
  readonly masterPassword: pulumi.Input<string>;
}

interface AuroraGlobalArgs extends EitherEngineArgs {
  /** Regional member of an Aurora Global Database. */
  readonly engine: "aurora-global";
  /** Identifier of the GlobalDatabase to join; it upgrades its members. */
  readonly globalClusterIdentifier: pulumi.Input<string>;
}

/** The member that the database begins with. Says how it was created, not what it is now. */
export interface FoundingDatabaseArgs extends AuroraGlobalArgs, BeginningArgs {
  readonly role: "founding";
}

/** A member that is created as a replica. AWS refuses it a database name, a user and a password. */
export interface MemberDatabaseArgs extends AuroraGlobalArgs {
  readonly role: "member";
  /** AWS name of the region where the writer is while this member is created. */
  readonly sourceRegion: string;
}

interface RdsArgs extends EitherEngineArgs {
  /** Instances of RDS for PostgreSQL with read replicas. */
  readonly engine: "rds";
  /** Storage that the database begins with; a replica begins with its source's. */
  readonly allocatedStorage: Size;
  /** Up to where RDS may enlarge the storage by itself; at least a tenth more. */
  readonly maximumStorage: Size;
}

/** The database that replicas copy. Says how it was created, and that a deletion leaves a snapshot. */
export interface PrimaryDatabaseArgs extends RdsArgs, BeginningArgs {
  readonly role: "primary";
}

/** A copy of another region's database, until it is promoted. */
export interface ReplicaDatabaseArgs extends RdsArgs {
  readonly role: "replica";
  /** ARN of the other region's instance that is copied; looked at while this one is created. */
  readonly sourceInstanceArn: string;
}

/** One region of an Aurora global database. */
export type AuroraDatabaseArgs = FoundingDatabaseArgs | MemberDatabaseArgs;

/** One region of RDS for PostgreSQL. */
export type RdsDatabaseArgs = PrimaryDatabaseArgs | ReplicaDatabaseArgs;

/** What a PostgresDatabase needs; a union, by `engine` and then by `role`. */
export type PostgresDatabaseArgs = AuroraDatabaseArgs | RdsDatabaseArgs;

/** What a PostgresDatabase takes where nothing is said. */
export const defaults = {
  backupWindow: "03:00-03:30",
  maintenanceWindow: "sun:04:00-sun:04:30",
} as const;
