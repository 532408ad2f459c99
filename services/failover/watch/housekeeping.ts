// SPDX-License-Identifier: Apache-2.0
import {
  backlogOf,
  checkpointEpoch,
  failoverBound,
  retiredEpochs,
  retireLogs,
  run,
  sealAbandoned,
  trim,
} from "payments-journal";
import type { AppliedVersions, FailoverBound, JournalStore, StageTimes } from "payments-journal";

/** What the housekeeper works on. */
export interface HousekeeperParts {
  readonly journal: JournalStore;
  /** The own region's database. */
  readonly standby: AppliedVersions;
  /** Names this process in the seals that it puts. */
  readonly name: string;
}

/** Keeps a failover short: moves checkpoints, seals abandoned logs, takes finished ones away. */
export class Housekeeper {
  constructor(private readonly parts: HousekeeperParts) {}

  /**
   * Moves the checkpoints of all epochs that have logs left, in the region that stands by, and takes
   * finished logs off the registry.
   *
   * @throws Unavailable when the journal or the database can't say
   */
  async checkpoint(epoch: number): Promise<void> {
    const { journal, standby } = this.parts;
    const first = 1 + (await journal.readCheckpoint(retiredEpochs));
    for (let at = first; at <= epoch; at += 1) {
      await run(checkpointEpoch(at), { journal, standby });
      await run(retireLogs(at), { journal });
    }
  }

  /** Seals logs whose writer is gone. @throws Unavailable when the journal can't say */
  async seal(epoch: number, abandoned: ReadonlySet<string>): Promise<void> {
    if (abandoned.size > 0) await run(sealAbandoned(epoch, abandoned, this.parts.name), this.ports);
  }

  /** Deletes what is old and applied. @throws Unavailable when the journal can't say */
  async trim(): Promise<number> {
    return await run(trim(), this.ports);
  }

  /** How long a failover would take now, in milliseconds. @throws Unavailable when that can't be said */
  async bound(epoch: number, times: StageTimes, allowed: number): Promise<FailoverBound> {
    return failoverBound(await run(backlogOf(epoch), this.ports), times, allowed);
  }

  private get ports() {
    return { journal: this.parts.journal };
  }
}
