// SPDX-License-Identifier: Apache-2.0
import type { Database } from "payments-api/store/database";
import { applyRecords, PostgresReplayTarget } from "payments-api/store/replay-target";
import { Unavailable } from "payments-journal";
import type { AppliedVersions, JournalRecord, ReplayTarget } from "payments-journal";

const held = { name: "replay-fence", text: "SELECT epoch FROM fence FOR SHARE" };
const recovery = { name: "replay-standby", text: "SELECT pg_is_in_recovery() AS standby" };

/** One region's database while an epoch is being opened there. */
export class RegionReplay implements ReplayTarget {
  private readonly target: PostgresReplayTarget;

  /** @param epoch the one that is being opened; the fence was raised to it before */
  constructor(
    private readonly database: Database,
    private readonly epoch: number,
  ) {
    this.target = new PostgresReplayTarget(database);
  }

  versionsOf(operations: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return this.target.versionsOf(operations);
  }

  /** @throws Unavailable also when the database serves another epoch: this replay is late */
  async apply(records: readonly JournalRecord[]): Promise<void> {
    await this.database.transaction(async (query) => {
      const [row] = await query<{ epoch: number }>(held, []);
      if (row?.epoch !== this.epoch) {
        throw new Unavailable(`the database serves epoch ${row?.epoch}, not ${this.epoch}`);
      }
      await applyRecords(query, records);
    });
  }
}

/** The own region's database, as the checkpointer asks it: only while it is a standby. */
export class RegionStandby implements AppliedVersions {
  constructor(private readonly database: Database) {}

  /** @throws Unavailable when it is no standby: what it has then may be thrown away */
  async versionsOf(operations: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const versions = await new PostgresReplayTarget(this.database).versionsOf(operations);
    // After the question: what it had while it was a standby, it has.
    const [row] = await this.database.query<{ standby: boolean }>(recovery, []);
    if (row?.standby !== true) throw new Unavailable("the database is no standby");
    return versions;
  }
}
