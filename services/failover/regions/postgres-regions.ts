// SPDX-License-Identifier: Apache-2.0
import { Unavailable } from "payments-journal";
import type { PromotionOrder, RegionDatabases, RegionState } from "payments-journal";
import { asUnavailable, inTransaction, raiseFence, readFence } from "payments-journal/adapters";
import type { ServedEpoch } from "payments-journal/adapters";
import type { Pool, QueryResultRow } from "pg";

/**
 * PostgreSQL's error codes for a promotion that will not come: the role may not, or there is no such
 * function for it.
 *
 * @see https://www.postgresql.org/docs/15/errcodes-appendix.html
 */
const definite = new Set(["42501", "42883"]);

/** PostgreSQL's error code for a promotion where nothing has to be promoted. */
const notInRecovery = "55000";

const state = {
  name: "region-state",
  text: `SELECT pg_is_in_recovery() AS standby,
           CASE WHEN pg_is_in_recovery() THEN pg_is_wal_replay_paused() ELSE false END AS paused`,
};
const clock = {
  name: "region-clock",
  text: "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now",
};
const promotion = {
  name: "region-promote",
  // Judged here, by this server's clock, whenever the statement arrives.
  text: `SELECT CASE WHEN extract(epoch FROM clock_timestamp()) * 1000 <= $1::float8
           THEN pg_promote(wait => false) ELSE false END AS asked`,
};
const position = { name: "region-position", text: "SELECT pg_current_wal_flush_lsn()::text AS at" };
const reached = {
  name: "region-reached",
  text: "SELECT coalesce(pg_last_wal_replay_lsn() >= $1::pg_lsn, false) AS reached",
};

/** The databases of two regions that are PostgreSQL servers, one a streaming standby of the other. */
export class PostgresRegions implements RegionDatabases {
  /** @param pools by region, with short deadlines: one of them may not answer at all */
  constructor(private readonly pools: Readonly<Record<string, Pool>>) {}

  async observe(region: string): Promise<RegionState> {
    try {
      const [row] = await this.asked<{ standby: boolean; paused: boolean }>(region, state);
      const standby = row?.standby === true;
      const paused = row?.paused === true;
      return {
        role: standby ? "standby" : "writer",
        busy: false,
        ready: !paused,
        ...(paused && { detail: "the standby does not apply what it receives: replay is paused" }),
      };
    } catch (error) {
      return { role: "unreachable", busy: false, ready: false, detail: messageOf(error) };
    }
  }

  async now(region: string): Promise<number> {
    const [row] = await this.asked<{ now: number }>(region, clock);
    if (row === undefined) throw new Unavailable(`${region} did not say its time`);
    return row.now;
  }

  async promote(target: string, order: PromotionOrder): Promise<"accepted" | "refused"> {
    try {
      const [row] = await this.asked<{ asked: boolean }>(target, promotion, [order.notAfter]);
      if (row?.asked === true) return "accepted";
    } catch (error) {
      const code = codeOf(error);
      if (code === notInRecovery) return "accepted";
      if (code !== undefined && definite.has(code)) return "refused";
      throw error;
    }
    // No refusal: an earlier call may have been accepted, and nothing shows that it is under way.
    throw new Unavailable(`the call for a promotion of ${target} came too late`);
  }

  async raiseFence(region: string, epoch: number): Promise<void> {
    await inTransaction(this.of(region), (client) => raiseFence(client, epoch));
  }

  /** What the region's database says of its epoch; `undefined` when it says nothing, whatever is amiss. */
  async served(region: string): Promise<ServedEpoch | undefined> {
    try {
      return await readFence(this.of(region));
    } catch {
      // `observe` says why: this answer must not keep anybody from a failover.
      return undefined;
    }
  }

  async position(region: string): Promise<string> {
    try {
      const [row] = await this.asked<{ at: string }>(region, position);
      if (row !== undefined) return row.at;
    } catch (error) {
      if (codeOf(error) !== notInRecovery) throw error;
    }
    throw new Unavailable(`${region} is no writer`);
  }

  async reached(region: string, at: string): Promise<boolean> {
    const [row] = await this.asked<{ reached: boolean }>(region, reached, [at]);
    return row?.reached === true;
  }

  /** @throws Unavailable when the database does not say, and its own errors */
  private async asked<Row extends QueryResultRow>(
    region: string,
    statement: { readonly name: string; readonly text: string },
    values: readonly unknown[] = [],
  ): Promise<readonly Row[]> {
    try {
      return (await this.of(region).query<Row>({ ...statement, values: [...values] })).rows;
    } catch (error) {
      throw asUnavailable(error);
    }
  }

  private of(region: string): Pool {
    const pool = this.pools[region];
    if (pool === undefined) throw new RangeError(`there is no database of ${region}`);
    return pool;
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
