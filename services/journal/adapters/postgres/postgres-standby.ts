// SPDX-License-Identifier: Apache-2.0
import type { ClientBase, Pool } from "pg";

import type { AppliedVersions } from "../../core/applied-versions";
import { Unavailable } from "../../core/store";
import type { VersionsQuery } from "./postgres-replay-target";
import { inTransaction } from "./transaction";

/**
 * The standby's database, as the checkpointer asks it. It answers only while it is a standby: a
 * checkpointer that slept through a failover would otherwise take the new primary's word, and skip in
 * the next replay what the new standby has not got.
 */
export class PostgresStandby implements AppliedVersions {
  constructor(
    private readonly pool: Pool,
    private readonly versions: VersionsQuery,
  ) {}

  /** @throws Unavailable when the database is no standby, or can't say */
  versionsOf(operations: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return inTransaction(this.pool, async (client) => {
      const versions = await this.versions(client, operations);
      // After the question: what it had while it was a standby, it has.
      if (!(await isStandby(client))) {
        throw new Unavailable("the standby's database is no standby now: no checkpoint is moved");
      }
      return versions;
    });
  }
}

async function isStandby(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ standby: boolean }>(
    "SELECT pg_is_in_recovery() AS standby",
  );
  return rows[0]?.standby === true;
}
