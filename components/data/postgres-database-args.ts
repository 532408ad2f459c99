// SPDX-License-Identifier: Apache-2.0
import type * as pulumi from "@pulumi/pulumi";

import type { DataStoreArgs } from "./data-store-args";

interface AuroraGlobalArgs extends DataStoreArgs {
  /** Regional member of an Aurora Global Database. */
  readonly engine: "aurora-global";
  /** Counts rebuilds, from 1; part of every identifier. Raising it replaces the cluster. */
  readonly generation: number;
  /** Identifier of the GlobalDatabase to join. */
  readonly globalClusterIdentifier: pulumi.Input<string>;
  /** PostgreSQL version at creation, such as `17.7`. Upgrades are the GlobalDatabase's. */
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

/** The member that the database begins with. Says how it was created, not what it is now. */
export interface FoundingDatabaseArgs extends AuroraGlobalArgs {
  readonly role: "founding";
  /** Name of the database inside, as in the GlobalDatabase. */
  readonly databaseName: string;
  /** Name of the administrator, 1 to 16 letters and digits. */
  readonly masterUsername: string;
  /** Password of the administrator; goes to AWS once and into no state in plain text. */
  readonly masterPassword: pulumi.Input<string>;
}

/** A member that is created as a replica. AWS refuses it a database name, a user and a password. */
export interface MemberDatabaseArgs extends AuroraGlobalArgs {
  readonly role: "member";
  /** AWS name of the region where the writer is while this member is created. */
  readonly sourceRegion: string;
}

/** What a PostgresDatabase needs; a union, by `engine` and then by `role`. */
export type PostgresDatabaseArgs = FoundingDatabaseArgs | MemberDatabaseArgs;

/** What a PostgresDatabase takes where nothing is said. */
export const defaults = {
  backupWindow: "03:00-03:30",
  maintenanceWindow: "sun:04:00-sun:04:30",
} as const;
