// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from "node:crypto";
import { performance } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";

import type { Journal } from "../../core/journal";
import { Fenced } from "../../core/journal";
import { run } from "../../core/procedure";
import type { JournalRecord } from "../../core/records";
import { formatVersion } from "../../core/records";
import { register } from "../../core/registration";
import { sealLog } from "../../core/sealer";
import type { LogEntry } from "../../core/store";
import { Unavailable } from "../../core/store";
import { defaultWindow } from "../../core/writer";
import { backoff } from "./backoff";
import { LogDriver } from "./log-driver";
import type { OpenJournalOptions } from "./options";
import { journalDefaults } from "./options";

/** How often a stopping process tries to seal its own log; the janitor does it otherwise. */
const sealTries = 5;

/**
 * Gains the right to write, with a new log, and keeps it until it is lost or given up. After it is lost a
 * process answers 503, and may open another journal once the control item says that its own region
 * writes in a higher epoch: opening says so.
 *
 * @throws Fenced when this region has not got the right to write now
 * @throws Unavailable when the journal can't say
 * @example
 * const journal = await openJournal({ store, region: "us-east-1", process: "api-7", heartbeat });
 * await journal.append({ payment, operation: payment, version: 1, body: intent });
 */
export async function openJournal(options: OpenJournalOptions): Promise<Journal> {
  const entry: LogEntry = {
    log: `${options.process}-${randomUUID()}`,
    window: options.window ?? defaultWindow,
    format: formatVersion,
  };
  // Before the call: the right to write is as old as the question.
  const acceptedAt = performance.now();
  const epoch = await run(register(options.region, entry), { journal: options.store });
  if (epoch === "not-active") {
    throw new Fenced(`${options.region} has not got the right to write now`);
  }
  return new OpenedJournal(options, entry, epoch, acceptedAt);
}

class OpenedJournal implements Journal {
  readonly log: string;
  private readonly driver: LogDriver;
  private readonly ticker: NodeJS.Timeout;
  private beating = false;
  private looking = false;
  private closing: Promise<void> | undefined;

  constructor(
    private readonly options: OpenJournalOptions,
    private readonly entry: LogEntry,
    readonly epoch: number,
    acceptedAt: number,
  ) {
    const settings = { ...journalDefaults, ...options };
    this.log = entry.log;
    this.driver = new LogDriver({
      store: options.store,
      log: entry.log,
      epoch,
      window: entry.window,
      groupCommitMilliseconds: settings.groupCommitMilliseconds,
      appendMilliseconds: settings.appendMilliseconds,
      backlog: settings.backlog,
      events: options.events ?? {},
      acceptedAt,
    });
    this.ticker = setInterval(() => this.tick(), settings.heartbeatMilliseconds);
    this.tick();
  }

  get fenced(): boolean {
    return this.driver.end !== undefined;
  }

  sinceAccepted(): number {
    return this.driver.sinceAccepted();
  }

  append(record: JournalRecord): Promise<void> {
    if (this.closing) return Promise.reject(new Fenced("the journal is closing"));
    return this.driver.append(record);
  }

  close(): Promise<void> {
    this.closing ??= this.stop();
    return this.closing;
  }

  private tick(): void {
    if (this.fenced) {
      clearInterval(this.ticker);
      return;
    }
    void this.look();
    void this.beat();
  }

  /**
   * Stops by itself when its epoch is ending. The seal needs no such help to be safe; but a writer
   * that goes on at full speed takes slot after slot before the sealer, which has to get one.
   */
  private async look(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    try {
      const control = await this.options.store.readControl();
      if (control?.epoch !== this.epoch || control.phase !== "ACTIVE") {
        this.driver.fence(`epoch ${this.epoch} is ending or over`);
      }
    } catch (error) {
      this.options.events?.trouble?.("control", error);
    } finally {
      this.looking = false;
    }
  }

  private async beat(): Promise<void> {
    if (this.beating || this.closing) return;
    this.beating = true;
    try {
      this.driver.heartbeat(await this.options.heartbeat());
    } catch (error) {
      this.options.events?.trouble?.("heartbeat", error);
    } finally {
      this.beating = false;
    }
  }

  private async stop(): Promise<void> {
    const wasFenced = this.fenced;
    await this.drain();
    clearInterval(this.ticker);
    this.driver.fence("the journal is closed");
    if (!wasFenced) await this.seal();
  }

  private async drain(): Promise<void> {
    const most = this.options.drainMilliseconds ?? journalDefaults.drainMilliseconds;
    const end = performance.now() + most;
    this.driver.flush();
    while (!this.driver.idle && !this.fenced && performance.now() < end) await wait(5);
  }

  private async seal(): Promise<void> {
    const sealer = { by: this.log, epoch: this.epoch };
    for (let attempt = 1; ; attempt += 1) {
      await wait(backoff(attempt));
      try {
        await run(sealLog(this.entry, sealer), { journal: this.options.store });
        return;
      } catch (error) {
        if (!(error instanceof Unavailable) || attempt === sealTries) throw error;
      }
    }
  }
}
