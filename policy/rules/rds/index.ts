// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../../lib/rule";
import { admitPrivateClientsOnly } from "./admit-private-clients-only";
import { decideMinorUpgrades } from "./decide-minor-upgrades";
import { encryptDatabases } from "./encrypt-databases";
import { exportDatabaseLogs } from "./export-database-logs";
import { keepDatabaseBackups } from "./keep-database-backups";
import { keepDatabasesOffTheInternet } from "./keep-databases-off-the-internet";
import { keepDatabasesPrivate } from "./keep-databases-private";
import { keepLastBackups } from "./keep-last-backups";
import { keepOneWriter } from "./keep-one-writer";
import { keepReplicasPromotable } from "./keep-replicas-promotable";
import { keepStandbyInAnotherRegion } from "./keep-standby-in-another-region";
import { letStorageGrow } from "./let-storage-grow";
import { managePasswordsPerRegion } from "./manage-passwords-per-region";
import { matchDatabaseCapacity } from "./match-database-capacity";
import { monitorDatabaseInstances } from "./monitor-database-instances";
import { pinEngineVersions } from "./pin-engine-versions";
import { refuseWriteForwarding } from "./refuse-write-forwarding";
import { requireDatabaseTls } from "./require-database-tls";
import { signInToDatabasesByIam } from "./sign-in-to-databases-by-iam";
import { spreadDatabasesOverZones } from "./spread-databases-over-zones";
import { tagDatabaseSnapshots } from "./tag-database-snapshots";
import { trustCurrentAuthorities } from "./trust-current-authorities";

/** Databases. */
export const rdsRules: readonly Rule[] = [
  admitPrivateClientsOnly,
  decideMinorUpgrades,
  encryptDatabases,
  exportDatabaseLogs,
  keepDatabaseBackups,
  keepDatabasesOffTheInternet,
  keepDatabasesPrivate,
  keepLastBackups,
  keepOneWriter,
  keepReplicasPromotable,
  keepStandbyInAnotherRegion,
  letStorageGrow,
  managePasswordsPerRegion,
  matchDatabaseCapacity,
  monitorDatabaseInstances,
  pinEngineVersions,
  refuseWriteForwarding,
  requireDatabaseTls,
  signInToDatabasesByIam,
  spreadDatabasesOverZones,
  tagDatabaseSnapshots,
  trustCurrentAuthorities,
];
