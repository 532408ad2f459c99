// SPDX-License-Identifier: Apache-2.0
import type { JournalRecord } from "payments-journal";
import { inTransaction, raiseFence } from "payments-journal/adapters";
import { Pool } from "pg";
import { startPostgres } from "../../drill/parts";
import type { Postgres } from "../../drill/parts";
import type {
  ProcessorAnswer,
  ProcessorName,
} from "../../services/payments-api/operations/processor";
import {
  intentRecord,
  nextRecord,
  type Intent,
} from "../../services/payments-api/operations/steps";
import { Database } from "../../services/payments-api/store/database";
import { Marks } from "../../services/payments-api/store/marks";
import { migrate } from "../../services/payments-api/store/migrate";
import { PostgresOperations } from "../../services/payments-api/store/operations";
import { payAsk } from "./payment-world";

/** A PostgreSQL with the tables of payments, in epoch 1, and the store over it. */
export interface PaymentsDatabase {
  readonly postgres: Postgres;
  readonly database: Database;
  /** For those that come with a client of their own: the replay. */
  readonly pool: Pool;
  readonly marks: Marks;
  readonly operations: PostgresOperations;
  /** Raises its fence. */
  raise(epoch: number): Promise<void>;
  /** Leaves no operation, and epoch 1. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

export async function startPaymentsDatabase(): Promise<PaymentsDatabase> {
  const postgres = await startPostgres();
  await migrate(postgres.url);
  const database = new Database({ url: postgres.url });
  const pool = new Pool({ connectionString: postgres.url });
  const lost = (error: unknown) => {
    throw error;
  };
  const marks = new Marks(database, { lost });
  await postgres.query("UPDATE fence SET epoch = 1");
  return {
    ...{ postgres, database, pool, marks },
    operations: new PostgresOperations(database, marks),
    raise: async (epoch) => {
      await inTransaction(pool, (client) => raiseFence(client, epoch));
    },
    clear: async () => {
      await marks.flush();
      await postgres.query("TRUNCATE operations, steps, postings, notices");
      await postgres.query("UPDATE fence SET epoch = 1");
    },
    stop: async () => {
      await pool.end();
      await database.close();
      await postgres.stop();
    },
  };
}

/** The INTENT of a charge of 1000, with characters in it that are hard to keep. */
export function chargeIntent(key: string, id = `payment-${key}`): JournalRecord {
  const { request } = payAsk(key);
  return intentRecord(id, id, {
    step: "intent",
    kind: "charge",
    merchant: "merchant",
    key,
    bodyHash: "hash",
    amount: request.amount,
    currency: request.currency,
    note: "an order of 3 \u0000 \ud800 ü",
    at: 1_000,
    request: {
      processor: "stripe",
      kind: "charge",
      idempotencyKey: key,
      scope: "account",
      apiVersion: "1",
      method: "POST",
      path: "/charges",
      body: '{"z":1,"a":2}',
    },
  });
}

/** An operation that ended, to be put into a database. */
export interface Ended {
  readonly id: string;
  readonly processor: ProcessorName;
  readonly result: ProcessorAnswer["result"];
  readonly reference: string;
  /** @default "charge" */
  readonly kind?: Intent["kind"];
  /** In minor units of EUR. @default 1000 */
  readonly amount?: number;
}

/** Puts an operation into a database, which is told of as many of its two steps as are in the journal. */
export async function keep(
  { operations, marks }: Pick<PaymentsDatabase, "operations" | "marks">,
  { id, processor, result, reference, kind = "charge", amount = 1_000 }: Ended,
  journaled = 2,
): Promise<void> {
  const body = chargeIntent(id).body as unknown as Intent;
  const request = { ...body.request, processor, kind };
  const intent = intentRecord(id, id, { ...body, kind, amount, currency: "EUR", request });
  const lease = { owner: "process", milliseconds: 10_000 };
  const { operation } = await operations.begin(1, intent, lease);
  const outcome = { step: "outcome", result, reference, reason: null } as const;
  await operations.advance(1, nextRecord(operation, outcome));
  await operations.finished(1, id, journaled);
  await marks.flush();
}
