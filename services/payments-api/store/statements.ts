// SPDX-License-Identifier: Apache-2.0
import { heldEpoch } from "payments-journal/adapters";
import type { Statement } from "./database";

/**
 * Holds the database to its epoch until the transaction ends. It can't be raised meanwhile, and when it
 * was raised since the statement began, PostgreSQL reads it again.
 */
const held = `held AS (${heldEpoch})`;

/** The epoch, of which all rows of the fence have the same: one row, and nothing is held. */
const served = "(SELECT epoch FROM fence WHERE id = 1)";

/** An operation with the body of its first step, and the epoch that the database serves. */
const columns =
  "o.id, o.payment, o.status, o.version, o.journaled, o.reference, o.declined, s.body AS intent";
const withIntent = "JOIN steps s ON s.operation = o.id AND s.version = 1";

function statement(name: string, text: string): Statement {
  return { name, text };
}

export const begin = statement(
  "begin",
  `WITH ${held}, made AS (
     INSERT INTO operations (id, payment, kind, merchant, key, amount, currency, processor, at_ms,
       status, version, journaled, epoch, lease_owner, lease_until)
     SELECT $2, $3, $4, $5, $6, $7, $8, $9, $10, 'pending', 1, 0, $1, $11,
       clock_timestamp() + $12 * interval '1 millisecond'
     FROM held WHERE epoch = $1
     ON CONFLICT (merchant, key) DO NOTHING
     RETURNING id
   ), step AS (INSERT INTO steps SELECT id, 1, $13 FROM made)
   SELECT held.epoch, (SELECT count(*) FROM made)::integer AS made FROM held`,
);

export const lease = statement(
  "lease",
  `WITH ${held}, leased AS (
     UPDATE operations SET lease_owner = $4, lease_until = clock_timestamp() + $5 * interval '1 millisecond'
     WHERE merchant = $2 AND key = $3 AND status = 'pending' AND lease_until <= clock_timestamp()
       AND $1 = (SELECT epoch FROM held)
     RETURNING id
   )
   SELECT held.epoch, ${columns}, EXISTS (SELECT FROM leased) AS leased
   FROM held LEFT JOIN (operations o ${withIntent}) ON o.merchant = $2 AND o.key = $3`,
);

export const lockPayment = statement(
  "lock-payment",
  "SELECT status, amount FROM operations WHERE id = $1 AND kind = 'charge' FOR UPDATE",
);

export const reserved = statement(
  "reserved",
  `SELECT coalesce(sum(amount), 0)::bigint AS amount,
     EXISTS (SELECT FROM operations WHERE merchant = $2 AND key = $3) AS known
   FROM operations WHERE payment = $1 AND kind = 'refund' AND status <> 'declined'`,
);

/** The postings of operations that have moved: `postingsOf` of operations/postings, in SQL. */
const postings = `INSERT INTO postings
     SELECT id, account, value FROM moved CROSS JOIN LATERAL (VALUES
       ('merchant:' || merchant, CASE kind WHEN 'charge' THEN amount ELSE -amount END),
       ('processor:' || processor, CASE kind WHEN 'charge' THEN -amount ELSE amount END)
     ) AS lines (account, value)
     WHERE status = 'succeeded'`;

export const advance = statement(
  "advance",
  `WITH ${held}, moved AS (
     UPDATE operations SET version = $3::integer, status = $4, reference = coalesce($5, reference),
       declined = $6
     WHERE id = $2 AND version = $3::integer - 1 AND $1 = (SELECT epoch FROM held)
     RETURNING *
   ), step AS (INSERT INTO steps SELECT id, $3::integer, $7 FROM moved),
   posted AS (${postings})
   SELECT held.epoch, (SELECT count(*) FROM moved)::integer AS moved FROM held`,
);

export const find = statement(
  "find",
  `SELECT f.epoch, ${columns}
   FROM ${served} f LEFT JOIN (operations o ${withIntent}) ON o.id = $1`,
);

/** What may be told of an operation: one with a step that the journal may lack is still pending. */
const shown = "CASE WHEN o.journaled < o.version THEN 'pending' ELSE o.status END";

/** The records that the journal may lack, as text, in the order of replay. */
const unjournaledOf = (which: string) =>
  `(SELECT json_agg(json_build_object('payment', u.payment, 'operation', u.id, 'version', t.version,
       'body', t.body) ORDER BY u.kind, u.id, t.version)
     FROM operations u JOIN steps t ON t.operation = u.id AND t.version > u.journaled
     WHERE ${which}) AS unjournaled`;

export const findPayment = statement(
  "find-payment",
  `SELECT f.epoch, ${columns},
     (SELECT coalesce(sum(r.amount), 0)::bigint FROM operations r
      WHERE r.payment = $2 AND r.kind = 'refund' AND r.status = 'succeeded') AS refunded,
     ${unjournaledOf("u.id = $2 OR (u.payment = $2 AND u.kind = 'refund')")}
   FROM ${served} f LEFT JOIN (operations o ${withIntent})
     ON o.id = $2 AND o.kind = 'charge' AND o.merchant = $1`,
);

export const unjournaled = statement(
  "unjournaled",
  `SELECT f.epoch, ${unjournaledOf("u.id = $1")} FROM ${served} f`,
);

export const notice = statement(
  "notice",
  `WITH ${held}, made AS (
     INSERT INTO notices SELECT $2, $3, $4, false FROM held WHERE epoch = $1
     ON CONFLICT (id) DO NOTHING
   )
   SELECT epoch FROM held`,
);

export const findNotice = statement(
  "find-notice",
  `SELECT f.epoch, n.payment, n.body, n.journaled FROM ${served} f LEFT JOIN notices n ON n.id = $1`,
);

export const finished = statement(
  "finished",
  `WITH ${held}, given AS (
     SELECT * FROM unnest($2::text[], $3::integer[]) AS given (id, journaled)
     WHERE $1 = (SELECT epoch FROM held)
   ), notices AS (UPDATE notices n SET journaled = true FROM given WHERE n.id = given.id)
   UPDATE operations o
   SET journaled = greatest(o.journaled, given.journaled), lease_until = '-infinity'
   FROM given WHERE o.id = given.id`,
);

export const claim = statement(
  "claim",
  `WITH ${held}, open AS (
     SELECT id FROM operations
     WHERE (status = 'pending' OR journaled < version) AND lease_until <= clock_timestamp()
     ORDER BY lease_until LIMIT $2 FOR UPDATE SKIP LOCKED
   ), waiting AS (
     SELECT id FROM operations
     WHERE status = 'accepted' AND at_ms < $3 AND lease_until <= clock_timestamp()
     ORDER BY at_ms LIMIT $2 FOR UPDATE SKIP LOCKED
   ), claimed AS (
     UPDATE operations SET lease_owner = $4, lease_until = clock_timestamp() + $5 * interval '1 millisecond'
     WHERE id IN (SELECT id FROM open UNION SELECT id FROM waiting LIMIT $2)
       AND $1 = (SELECT epoch FROM held)
     RETURNING *
   )
   SELECT held.epoch, ${columns}
   FROM held LEFT JOIN (claimed o ${withIntent}) ON true`,
);

/** Replays INTENTs: those of operations that are not here, and marks all as journaled. */
export const applyIntents = statement(
  "apply-intents",
  `WITH given AS (
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[],
       $7::text[], $8::text[], $9::bigint[], $10::text[])
       AS given (id, payment, kind, merchant, key, amount, currency, processor, at_ms, body)
   ), made AS (
     INSERT INTO operations (id, payment, kind, merchant, key, amount, currency, processor, at_ms,
       status, version, journaled, epoch, lease_owner, lease_until)
     SELECT id, payment, kind, merchant, key, amount, currency, processor, at_ms,
       'pending', 1, 1, ${served}, 'replay', '-infinity'
     FROM given ORDER BY id
     ON CONFLICT (id) DO NOTHING
     RETURNING id
   )
   INSERT INTO steps SELECT made.id, 1, given.body::json FROM made JOIN given USING (id)`,
);

/** Replays one later step of each of some operations, where it is the next. */
export const applySteps = statement(
  "apply-steps",
  `WITH given AS (
     SELECT * FROM unnest($1::text[], $2::integer[], $3::text[], $4::text[], $5::text[], $6::text[])
       AS given (id, version, status, reference, declined, body)
   ), moved AS (
     UPDATE operations o SET version = given.version, status = given.status,
       reference = coalesce(given.reference, o.reference), declined = given.declined,
       journaled = CASE WHEN o.journaled = o.version THEN given.version ELSE o.journaled END
     FROM given WHERE o.id = given.id AND o.version = given.version - 1
     RETURNING o.*
   ), step AS (
     INSERT INTO steps SELECT moved.id, moved.version, given.body::json
     FROM moved JOIN given USING (id)
   )
   ${postings}`,
);

export const applyNotices = statement(
  "apply-notices",
  `INSERT INTO notices
   SELECT id, payment, body::json, true
   FROM unnest($1::text[], $2::text[], $3::text[]) AS given (id, payment, body)
   ON CONFLICT (id) DO UPDATE SET journaled = true`,
);

export const versionsOf = statement(
  "versions-of",
  `SELECT id, version FROM operations WHERE id = ANY ($1)
   UNION ALL SELECT id, 1 FROM notices WHERE id = ANY ($1)`,
);

/**
 * Shown is what is durable: an operation with a step that is not known to be in the journal is shown
 * as pending, and no refund counts before it is.
 */
export const list = statement(
  "list",
  `SELECT * FROM (
     SELECT ${columns}, o.at_ms, ${shown} AS shown,
       (SELECT coalesce(sum(r.amount), 0)::bigint FROM operations r
        WHERE r.payment = o.id AND r.kind = 'refund' AND r.status = 'succeeded'
          AND r.journaled = r.version) AS refunded
     FROM operations o ${withIntent}
     WHERE o.merchant = $1 AND o.kind = 'charge'
       AND ($2::bigint IS NULL OR (o.at_ms, o.id) < ($2::bigint, $3::text))
   ) AS payments
   WHERE $4::text IS NULL OR shown = $4
   ORDER BY at_ms DESC, id DESC LIMIT $5`,
);

export const recentTransactions = statement(
  "recent-transactions",
  `SELECT count(*)::integer AS count FROM operations
   WHERE merchant = $1 AND at_ms > (extract(epoch FROM clock_timestamp()) - $2::integer) * 1000`,
);

const known = `o.id AS operation, o.kind, ${shown} AS status, o.amount, o.currency, o.reference`;

export const knownNamed = statement(
  "known-named",
  `SELECT ${known} FROM operations o
   WHERE o.processor = $1
     AND (o.id = ANY ($2::text[]) OR (o.kind = 'refund' AND o.reference = ANY ($3::text[])))`,
);

/**
 * A page of what has succeeded, by the postings, which are made then. The limit of one leaves
 * PostgreSQL no other way to an operation than its key: it would join by a scan of all.
 */
export const knownSucceeded = statement(
  "known-succeeded",
  `SELECT k.*, p.posted_ms
   FROM postings p
     CROSS JOIN LATERAL (SELECT ${known} FROM operations o WHERE o.id = p.operation LIMIT 1) AS k
   WHERE p.account = 'processor:' || $1::text AND p.account LIKE 'processor:%'
     AND (p.posted_ms, p.operation) > ($2::bigint, $3::text) AND p.posted_ms < $4::bigint
     AND k.status = 'succeeded'
   ORDER BY p.posted_ms, p.operation LIMIT $5`,
);

export const merchantOf = statement(
  "merchant-of",
  "SELECT merchant FROM api_keys WHERE hash = $1 AND revoked_at IS NULL",
);

export const addMerchant = statement(
  "add-merchant",
  "INSERT INTO merchants (id, name) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = $2",
);

export const addKey = statement(
  "add-key",
  "INSERT INTO api_keys (hash, merchant) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING",
);

export const revokeKey = statement(
  "revoke-key",
  "UPDATE api_keys SET revoked_at = now() WHERE hash = $1 AND revoked_at IS NULL",
);

export const beat = statement(
  "beat",
  `WITH seen AS (
     INSERT INTO processes VALUES ($1, $2, now())
     ON CONFLICT (process) DO UPDATE SET epoch = $2, seen_at = now()
   )
   UPDATE clock SET highest_ms = greatest(highest_ms, now_ms, least($3::bigint, now_ms + $4::bigint))
   FROM (SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now_ms) AS database
   WHERE id = 1
   RETURNING now_ms, highest_ms`,
);
