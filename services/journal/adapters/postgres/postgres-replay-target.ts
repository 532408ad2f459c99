// SPDX-License-Identifier: Apache-2.0
import type { ClientBase, Pool } from "pg";

import type { ReplayTarget } from "../../core/applied-versions";
import type { JournalRecord } from "../../core/records";
import { checkFence } from "./fence";
import { inTransaction } from "./transaction";

/** How the versions of operations are asked for. */
export type VersionsQuery = (
  client: ClientBase,
  operations: readonly string[],
) => Promise<ReadonlyMap<string, number>>;

/** What a replay target is made with. */
export interface PostgresReplayTargetOptions {
  /** Of the database that will write. */
  readonly pool: Pool;
  /** The epoch that is being opened; the fence is raised to it before. */
  readonly epoch: number;
  readonly versionsOf: VersionsQuery;
  /** Applies records in order, each when the operation is at the version before, and else not. */
  readonly apply: (client: ClientBase, records: readonly JournalRecord[]) => Promise<void>;
}

/** The PostgreSQL database that replay brings up to date, in transactions under the fence. */
export class PostgresReplayTarget implements ReplayTarget {
  constructor(private readonly options: PostgresReplayTargetOptions) {}

  versionsOf(operations: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const { pool, versionsOf } = this.options;
    return inTransaction(pool, (client) => versionsOf(client, operations));
  }

  apply(records: readonly JournalRecord[]): Promise<void> {
    const { pool, epoch, apply } = this.options;
    return inTransaction(pool, async (client) => {
      // A replay that was paused must not write into a database of a later epoch.
      await checkFence(client, epoch);
      await apply(client, records);
    });
  }
}
