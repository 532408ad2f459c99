// SPDX-License-Identifier: Apache-2.0
import type { ClientBase } from "pg";

import { Fenced } from "../../core/journal";

/**
 * How many rows the fence has, all with one epoch. Each connection locks its own: a row that is locked
 * by many at once has a new list of them made for each, and PostgreSQL stops when the room for these
 * lists is used up. With one row, 32 clients at 3,000 transactions a second used 23 entries for each.
 *
 * @see https://www.postgresql.org/docs/current/routine-vacuuming.html#VACUUM-FOR-MULTIXACT-WRAPAROUND
 */
const fenceRows = 64;

/** Makes the fence, with the epoch that the database serves. For a migration. */
export const createFence = `
  CREATE TABLE fence (
    id int PRIMARY KEY,
    epoch bigint NOT NULL,
    raised_at timestamptz NOT NULL DEFAULT now()
  );
  INSERT INTO fence (id, epoch) SELECT id, 0 FROM generate_series(1, ${fenceRows}) AS id;
`;

/**
 * The epoch of the database, held until the transaction ends. One statement, also as part of a larger
 * one: a row lock reads the row anew after a wait.
 */
export const heldEpoch = `SELECT epoch FROM fence WHERE id = 1 + pg_backend_pid() % ${fenceRows} FOR SHARE`;

/**
 * Shuts out the processes of epochs below `epoch`. When its transaction has ended, each of theirs has
 * ended or will find itself fenced. A lower epoch than the fence's leaves it.
 *
 * @returns the epoch that the database serves now
 */
export async function raiseFence(client: ClientBase, epoch: number): Promise<number> {
  await client.query("UPDATE fence SET epoch = $1, raised_at = now() WHERE epoch < $1", [epoch]);
  return servedEpoch(await client.query<FenceRow>("SELECT epoch FROM fence LIMIT 1"));
}

const agedEpoch = `
  SELECT epoch, (extract(epoch FROM clock_timestamp() - raised_at) * 1000)::float8 AS age
  FROM fence LIMIT 1`;

/** What a database says of the epoch that it serves. */
export interface ServedEpoch {
  readonly epoch: number;
  /** Milliseconds since its fence was raised to it, by the database's own clock. */
  readonly age: number;
}

/**
 * Reads the fence without holding it: a standby, too, says what it has got of it. After a planned
 * switchover the stamp is that of the region that wrote before.
 */
export async function readFence(client: Pick<ClientBase, "query">): Promise<ServedEpoch> {
  const { rows } = await client.query<FenceRow & { readonly age: number }>(agedEpoch);
  return { epoch: servedEpoch({ rows }), age: rows[0]?.age ?? 0 };
}

/**
 * Holds the database to an epoch until the transaction ends: `raiseFence` waits for it. Belongs at the
 * beginning of every transaction that writes. The row is locked and not only read: a transaction that
 * read it before the fence was raised could commit after the next epoch has begun.
 *
 * @throws Fenced when the database serves another epoch
 */
export async function checkFence(client: ClientBase, epoch: number): Promise<void> {
  const served = servedEpoch(await client.query<FenceRow>(heldEpoch));
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
  if (!row) throw new Error("the table fence lacks a row: run the database's migrations");
  return Number(row.epoch);
}
