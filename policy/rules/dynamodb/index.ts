// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../../lib/rule";
import { avoidLastWriterWins } from "./avoid-last-writer-wins";
import { encryptTables } from "./encrypt-tables";
import { keepJournalForRpoZero } from "./keep-journal-for-rpo-zero";
import { keepTableHistory } from "./keep-table-history";
import { protectTheJournal } from "./protect-the-journal";
import { replicateJournalsStrongly } from "./replicate-journals-strongly";
import { scaleTablesAtOnce } from "./scale-tables-at-once";

/** Tables, the journal among them. */
export const dynamodbRules: readonly Rule[] = [
  avoidLastWriterWins,
  encryptTables,
  keepJournalForRpoZero,
  keepTableHistory,
  protectTheJournal,
  replicateJournalsStrongly,
  scaleTablesAtOnce,
];
