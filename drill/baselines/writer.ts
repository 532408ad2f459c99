// SPDX-License-Identifier: Apache-2.0
import { createServer, type IncomingMessage } from "node:http";

import { Pool } from "pg";

/**
 * What a payment API without a journal does with its database, and nothing else: one statement keeps
 * the payment and its two postings, and the answer follows the commit. For comparison only.
 */
const [port, url, connections] = process.argv.slice(2);
const pool = new Pool({ connectionString: url, max: Number(connections) });
pool.on("error", () => undefined);

const keep = {
  name: "keep",
  text: `
    WITH paid AS (
      INSERT INTO baseline_payments (key, amount) VALUES ($1, $2)
      ON CONFLICT (key) DO NOTHING RETURNING key
    )
    INSERT INTO baseline_postings (key, account, amount)
    SELECT key, account, amount FROM paid,
      (VALUES ('merchant', $2::bigint), ('processor', -$2::bigint)) AS posting (account, amount)`,
};

const server = createServer((request, response) => {
  void pay(request).then(
    (payment) => response.writeHead(201).end(JSON.stringify(payment)),
    () => response.writeHead(503).end("{}"),
  );
});
server.listen(Number(port), "127.0.0.1");

async function pay(request: IncomingMessage): Promise<object> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { amount } = JSON.parse(Buffer.concat(chunks).toString()) as { amount: number };
  const id = request.headers["idempotency-key"];
  await pool.query({ ...keep, values: [id, amount] });
  return { id, status: "succeeded", amount };
}
