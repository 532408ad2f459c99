// SPDX-License-Identifier: Apache-2.0
import { createHash } from "node:crypto";

import { founded, run, type Control, type JournalStore } from "payments-journal";
import { DynamoJournal } from "payments-journal/adapters";

import { migrate } from "../../services/payments-api/store/migrate";
import type { JournalServer, Postgres } from "../parts";
import { firstRegion } from "./places";

/** The drill's only merchant, and the key that its clients show. */
export const merchant = { id: "drill", apiKey: `sk_${"drill".padEnd(43, "0")}` } as const;

/** The journal without a network between. */
export function storeOf(journal: JournalServer): DynamoJournal {
  const { table, region, url, credentials } = journal;
  return new DynamoJournal({
    table,
    endpoints: [{ region, url, credentials }],
    callMilliseconds: 5_000,
  });
}

/** Makes the tables, the merchant and the first epoch. */
export async function found(database: Postgres, store: JournalStore): Promise<Control> {
  await migrate(database.url);
  await database.query("INSERT INTO merchants (id, name) VALUES ($1, 'The drill')", [merchant.id]);
  await database.query("INSERT INTO api_keys (hash, merchant) VALUES ($1, $2)", [
    createHash("sha256").update(merchant.apiKey).digest(),
    merchant.id,
  ]);
  const databases = {
    raiseFence: async (_region: string, epoch: number) => {
      await database.query("UPDATE fence SET epoch = $1 WHERE epoch < $1", [epoch]);
    },
  };
  return run(founded(firstRegion), { journal: store, databases });
}
