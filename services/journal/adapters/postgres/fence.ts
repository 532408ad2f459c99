// SPDX-License-Identifier: Apache-2.0
import type { ClientBase } from "pg";

import { Fenced } from "../../core/journal";

/** Makes the fence: one row, with the epoch that the database serves. For a migration. */
export const createFence = `
  CREATE TABLE fence (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    epoch bigint NOT NULL
  );
  INSERT INTO fence (epoch) VALUES (0);
`;

/**
 * Shuts out the processes of epochs below `epoch`. When it returns, each of their transactions has ended
 * or will find itself fenced. A lower epoch than the row's leaves it.
 *
 * @returns the epoch that the database serves now
 */
export async function raiseFence(client: ClientBase, epoch: number): Promise<number> {
  await client.query("UPDATE fence SET epoch = $1 WHERE epoch < $1", [epoch]);
  return servedEpoch(await client.query<FenceRow>("SELECT epoch FROM fence"));
}

/**
 * Holds the database to an epoch until the transaction ends: `raiseFence` waits for it. Belongs at the
 * beginning of every transaction that writes. The row is locked and not only read: a transaction that
 * read it before the fence was raised could commit after the next epoch has begun.
 *
 * @throws Fenced when the database serves another epoch
 */
export async function checkFence(client: ClientBase, epoch: number): Promise<void> {
  const served = servedEpoch(await client.query<FenceRow>("SELECT epoch FROM fence FOR SHARE"));
  if (served !== epoch) {
    throw new Fenced(`the database serves epoch ${served}, this process is of epoch ${epoch}`);
  }
}

interface FenceRow {
  /** As text, since `pg` gives a bigint so. */
  readonly epoch: string;
}

function servedEpoch({ rows }: { rows: readonly FenceRow[] }): number {
  const [row] = rows;
  if (!row) throw new Error("the table fence has no row: run the database's migrations");
  return Number(row.epoch);
}
