// SPDX-License-Identifier: Apache-2.0
import { Unavailable } from "payments-journal";
import { DatabaseError, Pool, types } from "pg";
import type { PoolClient, QueryResultRow } from "pg";

/** How the database is reached. */
export interface DatabaseSettings {
  /** A postgres:// URL. */
  readonly url: string;
  /** Connections at most. @default 20 */
  readonly connections?: number;
  /** Longest wait for a connection and for an answer, in milliseconds. @default 5000 */
  readonly milliseconds?: number;
}

export const defaults = { connections: 20, milliseconds: 5_000 } as const;

/** A statement that PostgreSQL plans once for each connection, under its name. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/**
 * PostgreSQL's error codes after which it can't be said what happened, or which pass by themselves: a
 * connection that broke, a transaction that lost against another, no resources, a server that stops
 * or starts, and a server that takes no writes because it is a standby.
 *
 * @see https://www.postgresql.org/docs/15/errcodes-appendix.html
 */
const passing = /^(08|40|53|57)|^(25006|55P03)$/;

/** A pool of connections that says Unavailable when it can't say what happened. */
export class Database {
  private readonly pool: Pool;

  constructor(settings: DatabaseSettings) {
    const { url, connections, milliseconds } = { ...defaults, ...settings };
    this.pool = new Pool({
      connectionString: url,
      max: connections,
      connectionTimeoutMillis: milliseconds,
      query_timeout: milliseconds,
      statement_timeout: milliseconds,
      idle_in_transaction_session_timeout: milliseconds,
      keepAlive: true,
      types: { getTypeParser },
    });
    // A connection that breaks while idle is dropped by the pool; without a listener it would end us.
    this.pool.on("error", () => undefined);
  }

  /** Runs one statement as a transaction of its own. @throws Unavailable */
  async query<Row extends QueryResultRow>(
    { name, text }: Statement,
    values: readonly unknown[],
  ): Promise<readonly Row[]> {
    return await told(
      async () => (await this.pool.query<Row>({ name, text, values: [...values] })).rows,
    );
  }

  /** Runs several statements as one transaction, which ends undone when the body throws. */
  async transaction<Result>(body: (query: Query) => Promise<Result>): Promise<Result> {
    return await told(async () => {
      const client = await this.pool.connect();
      let broken: Error | undefined;
      try {
        await client.query("BEGIN");
        const result = await body(queryOf(client));
        await client.query("COMMIT");
        return result;
      } catch (error) {
        broken = await undone(client);
        throw error;
      } finally {
        client.release(broken);
      }
    });
  }

  /** Closes the connections, once they are given back. */
  async close(): Promise<void> {
    await this.pool.end();
  }
}

/** Runs a statement inside a transaction. */
export type Query = <Row extends QueryResultRow>(
  statement: Statement,
  values: readonly unknown[],
) => Promise<readonly Row[]>;

function queryOf(client: PoolClient): Query {
  return async <Row extends QueryResultRow>(
    { name, text }: Statement,
    values: readonly unknown[],
  ) => (await client.query<Row>({ name, text, values: [...values] })).rows;
}

/** What is wrong with a connection on which nothing could be undone; it is not used again. */
async function undone(client: PoolClient): Promise<Error | undefined> {
  try {
    await client.query("ROLLBACK");
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function told<Result>(body: () => Promise<Result>): Promise<Result> {
  try {
    return await body();
  } catch (error) {
    if (!isUnclear(error)) throw error;
    throw new Unavailable(`the database did not say: ${error.message}`, { cause: error });
  }
}

/** What the driver throws without a code of PostgreSQL's is about the connection. */
function isUnclear(error: unknown): error is Error {
  if (error instanceof DatabaseError) return passing.test(error.code ?? "");
  if (!(error instanceof Error)) return false;
  return "code" in error || /timeout|terminated|Connection|ended/.test(error.message);
}

const int8: number = types.builtins.INT8;

/** Amounts, epochs and times are bigint there, and safe integers here or an error. */
function getTypeParser(type: number, format?: "text" | "binary") {
  if (type === int8) return safeInteger;
  return types.getTypeParser(type, format) as (text: string) => unknown;
}

/** @throws RangeError when a number can't be represented exactly */
export function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) {
    throw new RangeError(`the database's number ${text} is not exact as a number here`);
  }
  return value;
}
