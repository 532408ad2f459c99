// SPDX-License-Identifier: Apache-2.0
import { Fenced, Unavailable } from "payments-journal";
import type { Control, Journal, JournalStore } from "payments-journal";
import type { Role, Standing } from "./http/standing";

/** What a session is made with. */
export interface SessionOptions {
  readonly store: Pick<JournalStore, "readControl">;
  /** AWS name of the region of this process. */
  readonly region: string;
  /** Gains the right to write, with a new log: `openJournal` of the journal. */
  readonly open: () => Promise<Journal>;
  /** A small write that shows that the database takes writes. @throws Unavailable when it does not */
  readonly prepare: (epoch: number) => Promise<void>;
  /** Milliseconds without an accepted append after which nothing is shown or taken. @default 5000 */
  readonly staleMilliseconds?: number;
  /** Milliseconds between two tries to gain the right to write. @default 1000 */
  readonly retryMilliseconds?: number;
  /** Is told of each change. @default - nobody is */
  readonly events?: SessionEvents;
}

/** What a session tells of itself. Callbacks must not throw. */
export interface SessionEvents {
  readonly opened?: (epoch: number, log: string) => void;
  readonly lost?: (epoch: number) => void;
  /**
   * The log was sealed, and the epoch goes on: somebody took this process for dead. Only a new
   * process gets a new log in the same epoch, so this one is to end.
   */
  readonly outlived?: (epoch: number) => void;
  /** A try failed; the next one comes. */
  readonly trouble?: (error: unknown) => void;
}

export const defaults = { staleMilliseconds: 5_000, retryMilliseconds: 1_000 } as const;

/**
 * The right of one process to write, from the first time that it gains it: after it is lost, a new
 * log is opened only when the control item names this region again, in a higher epoch.
 */
export class Session implements Standing {
  private journal: Journal | undefined;
  private lostEpoch = 0;
  private known: number | undefined;
  private timer: NodeJS.Timeout | undefined;
  private trying: Promise<void> | undefined;
  private closed = false;

  constructor(private readonly options: SessionOptions) {}

  get role(): Role {
    if (this.open() !== undefined) return "active";
    return this.lostEpoch > 0 || this.journal !== undefined ? "fenced" : "standby";
  }

  get epoch(): number | undefined {
    return this.journal?.epoch ?? this.known;
  }

  /** The journal, while it may be written to. */
  open(): Journal | undefined {
    return this.journal !== undefined && !this.journal.fenced && !this.closed
      ? this.journal
      : undefined;
  }

  refusal(): string | undefined {
    const journal = this.open();
    if (journal === undefined) return "this region does not take payments now";
    const since = journal.sinceAccepted();
    return since > (this.options.staleMilliseconds ?? defaults.staleMilliseconds)
      ? `the journal has taken nothing for ${Math.round(since)} ms`
      : undefined;
  }

  /** Milliseconds since an append was accepted, `undefined` without an open log. */
  sinceAccepted(): number | undefined {
    return this.open()?.sinceAccepted();
  }

  /** Begins to try; the first try has ended when this settles, whatever came of it. */
  async start(): Promise<void> {
    const { retryMilliseconds = defaults.retryMilliseconds } = this.options;
    this.timer = setInterval(() => void this.attempt(), retryMilliseconds);
    await this.attempt();
  }

  /** Gives up the right to write: what is under way is waited for, and the log is sealed. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.trying;
    const { journal } = this;
    this.closed = true;
    await journal?.close();
  }

  private async attempt(): Promise<void> {
    if (this.trying !== undefined || this.open() !== undefined) return;
    this.trying = this.tryNow()
      .catch((error: unknown) => this.options.events?.trouble?.(error))
      .finally(() => (this.trying = undefined));
    await this.trying;
  }

  private async tryNow(): Promise<void> {
    await this.putAway();
    const control = await this.options.store.readControl();
    this.known = control?.epoch;
    if (!this.isOurs(control)) return;
    // A process whose database takes no writes would only fill the registry with logs.
    await this.options.prepare(control.epoch);
    try {
      const journal = await this.options.open();
      this.journal = journal;
      this.options.events?.opened?.(journal.epoch, journal.log);
    } catch (error) {
      // The epoch changed since control was read.
      if (!(error instanceof Fenced)) throw error;
    }
  }

  private async putAway(): Promise<void> {
    const { journal } = this;
    if (journal === undefined) return;
    this.lostEpoch = Math.max(this.lostEpoch, journal.epoch);
    this.journal = undefined;
    this.options.events?.lost?.(journal.epoch);
    await journal.close();
  }

  private isOurs(control: Control | undefined): control is Control {
    if (control?.phase !== "ACTIVE" || control.active !== this.options.region) return false;
    if (control.epoch > this.lostEpoch) return true;
    this.options.events?.outlived?.(control.epoch);
    return false;
  }
}

/** The journal of a session, when something may be taken or shown now. @throws Unavailable if not */
export function usable(session: Pick<Session, "open" | "refusal">): Journal {
  const refusal = session.refusal();
  const journal = session.open();
  if (refusal !== undefined || journal === undefined) throw new Unavailable(refusal ?? "not open");
  return journal;
}
