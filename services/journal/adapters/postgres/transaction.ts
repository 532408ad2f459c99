// SPDX-License-Identifier: Apache-2.0
import type { ClientBase, Pool } from "pg";

import { asUnavailable } from "./unavailable";

/**
 * Runs `work` in one transaction.
 *
 * @throws Unavailable when the database can't say what happened, and whatever `work` throws
 */
export async function inTransaction<Result>(
  pool: Pool,
  work: (client: ClientBase) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect().catch((error: unknown) => {
    throw asUnavailable(error);
  });
  let broken = false;
  // The pool listens to idle clients only; a connection that breaks while in use would otherwise end
  // the process. The query under way fails as well, so nothing is kept quiet.
  const onError = (): void => {
    broken = true;
  };
  client.on("error", onError);
  try {
    await client.query("BEGIN");
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {
      broken = true;
    });
    throw asUnavailable(error);
  } finally {
    client.off("error", onError);
    client.release(broken);
  }
}
