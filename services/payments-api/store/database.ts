// SPDX-License-Identifier: Apache-2.0
import { asUnavailable } from "payments-journal/adapters";
import { Pool, types } from "pg";
import type { ClientBase, QueryResultRow } from "pg";

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
      // The pool listens to idle clients only: a connection that breaks while nothing is asked of it
      // would end the process. What is asked next fails by itself.
      const onError = (error: Error): void => {
        broken = error;
      };
      client.on("error", onError);
      try {
        await client.query("BEGIN");
        const result = await body(queryOf(client));
        await client.query("COMMIT");
        return result;
      } catch (error) {
        broken ??= await undone(client);
        throw error;
      } finally {
        client.off("error", onError);
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

/** Runs statements on a client, inside whatever transaction it has open. */
export function queryOf(client: ClientBase): Query {
  return async <Row extends QueryResultRow>(
    { name, text }: Statement,
    values: readonly unknown[],
  ) => (await client.query<Row>({ name, text, values: [...values] })).rows;
}

/** What is wrong with a connection on which nothing could be undone; it is not used again. */
async function undone(client: ClientBase): Promise<Error | undefined> {
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
    throw asUnavailable(error);
  }
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
