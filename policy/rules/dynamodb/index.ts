// SPDX-License-Identifier: Apache-2.0
import { encryptTables } from "./encrypt-tables";
import { keepTableHistory } from "./keep-table-history";
import { replicateJournalsStrongly } from "./replicate-journals-strongly";
import { scaleTablesAtOnce } from "./scale-tables-at-once";

/** Rules about one table. */
export const tableRules = [
  encryptTables,
  keepTableHistory,
  replicateJournalsStrongly,
  scaleTablesAtOnce,
] as const;
