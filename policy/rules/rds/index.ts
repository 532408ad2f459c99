// SPDX-License-Identifier: Apache-2.0
import { decideMinorUpgrades } from "./decide-minor-upgrades";
import { encryptDatabases } from "./encrypt-databases";
import { exportDatabaseLogs } from "./export-database-logs";
import { keepDatabaseBackups } from "./keep-database-backups";
import { keepDatabasesPrivate } from "./keep-databases-private";
import { keepLastBackups } from "./keep-last-backups";
import { keepReplicasPromotable } from "./keep-replicas-promotable";
import { letStorageGrow } from "./let-storage-grow";
import { managePasswordsPerRegion } from "./manage-passwords-per-region";
import { monitorDatabaseInstances } from "./monitor-database-instances";
import { pinEngineVersions } from "./pin-engine-versions";
import { refuseWriteForwarding } from "./refuse-write-forwarding";
import { requireDatabaseTls } from "./require-database-tls";
import { signInToDatabasesByIam } from "./sign-in-to-databases-by-iam";
import { spreadDatabasesOverZones } from "./spread-databases-over-zones";
import { tagDatabaseSnapshots } from "./tag-database-snapshots";
import { trustCurrentAuthorities } from "./trust-current-authorities";

/** Rules about one database. */
export const databaseRules = [
  decideMinorUpgrades,
  encryptDatabases,
  exportDatabaseLogs,
  keepDatabaseBackups,
  keepDatabasesPrivate,
  keepLastBackups,
  keepReplicasPromotable,
  letStorageGrow,
  managePasswordsPerRegion,
  monitorDatabaseInstances,
  pinEngineVersions,
  refuseWriteForwarding,
  requireDatabaseTls,
  signInToDatabasesByIam,
  spreadDatabasesOverZones,
  tagDatabaseSnapshots,
  trustCurrentAuthorities,
] as const;
