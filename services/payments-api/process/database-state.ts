// SPDX-License-Identifier: Apache-2.0
import type { DatabaseState } from "../health/checks";
import type { Clocks } from "../store/clocks";
import type { Database } from "../store/database";
import type { Session } from "../session";

const standby = {
  name: "health_standby",
  text: "SELECT pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on' AS standby",
} as const;

/** Whether the database takes writes: where this process writes, by a small write. */
export class WatchedDatabase implements DatabaseState {
  constructor(
    private readonly database: Pick<Database, "query">,
    private readonly clocks: Pick<Clocks, "beat">,
    private readonly session: Pick<Session, "role" | "epoch">,
  ) {}

  async writable(): Promise<boolean> {
    const [row] = await this.database.query<{ standby: boolean }>(standby, []);
    if (row?.standby !== false) return false;
    const { role, epoch } = this.session;
    if (role === "active" && epoch !== undefined) await this.clocks.beat(epoch);
    return true;
  }
}
