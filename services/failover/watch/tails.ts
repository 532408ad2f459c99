// SPDX-License-Identifier: Apache-2.0
import { readRegistry, readTail, run } from "payments-journal";
import type { JournalStore, Pulse, Tail } from "payments-journal";

/** What is known of a log's writer. */
interface Known {
  readonly position: Tail["position"];
  readonly sealed: boolean;
  /** When its last heartbeat, or the log itself, was first seen. */
  readonly at: number;
}

/** Follows the ends of an epoch's logs for the heartbeats of their writers. */
export class Tails {
  private epoch = 0;
  private logs = new Map<string, Known>();

  /** @param now milliseconds of a clock that only goes forward */
  constructor(
    private readonly journal: JournalStore,
    private readonly now: () => number,
  ) {}

  /**
   * Heartbeats that have come since the last time.
   *
   * @throws Unavailable when the journal can't be read: then nothing is known
   */
  async read(epoch: number): Promise<Pulse[]> {
    if (epoch !== this.epoch) this.logs = new Map();
    this.epoch = epoch;
    const ports = { journal: this.journal };
    const registry = await run(readRegistry(epoch), ports);
    const pulses = await Promise.all(
      registry.logs.map(async ({ entry: { log } }): Promise<Pulse[]> => {
        const known = this.logs.get(log);
        const tail = await run(readTail(log, known?.position), ports);
        const { heartbeat, position } = tail;
        const sealed = tail.sealed || known?.sealed === true;
        const at = this.now();
        this.logs.set(log, { position, sealed, at: heartbeat ? at : (known?.at ?? at) });
        return heartbeat && !sealed ? [{ log, heartbeat, at }] : [];
      }),
    );
    const names = new Set(registry.logs.map(({ entry }) => entry.log));
    for (const log of this.logs.keys()) if (!names.has(log)) this.logs.delete(log);
    return pulses.flat();
  }

  /**
   * Logs whose writer has been silent for so long, while another one of the epoch has not: with all of
   * them silent it is the region that is in trouble, and not theirs to seal.
   */
  abandoned(milliseconds: number): Set<string> {
    const open = [...this.logs].filter(([, { sealed }]) => !sealed);
    const silent = open.filter(([, { at }]) => this.now() - at >= milliseconds);
    return new Set(silent.length < open.length ? silent.map(([log]) => log) : []);
  }
}
