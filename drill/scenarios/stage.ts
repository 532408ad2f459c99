// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from "node:timers/promises";

import { Unavailable, type Control } from "payments-journal";

import { monotonic } from "../clock";
import type { Moment } from "../history/event";
import type { Load } from "../load/load";
import type { LocalServer } from "../parts";
import type { Platform } from "../platform/platform";
import type { RegionName } from "../platform/places";

/** The longest that anything in a scenario is waited for, in milliseconds. */
const patience = 60_000;

/** A running platform under load, as a scenario acts on it. */
export class Stage {
  readonly moments: Moment[] = [];

  constructor(
    readonly platform: Platform,
    private readonly load: Load,
    /** What counts as 0 in the history, by `monotonic()`. */
    private readonly origin: number,
    /** Whether clients may be waited for; a stage without any has none. */
    readonly log: (text: string) => void,
  ) {}

  /** Writes down that a fault begins; to be called just before it does. */
  fault(detail: string, region?: RegionName): void {
    this.note({ what: "fault", detail, ...(region && { region }) });
  }

  /** Writes down that the fault is over. */
  healed(region?: RegionName): void {
    this.note({ what: "healed", ...(region && { region }) });
  }

  /** Writes down that somebody takes the traffic back to a region. */
  failback(region: RegionName): void {
    this.note({ what: "failback", region });
  }

  async wait(milliseconds: number): Promise<void> {
    await sleep(milliseconds);
  }

  /** Waits until the region has the right to write, in an epoch from `epoch` on. */
  async untilWrites(region: RegionName, epoch = 1): Promise<Control> {
    return this.until(
      `${region} to write`,
      ({ active, phase, ...now }) => phase === "ACTIVE" && active === region && now.epoch >= epoch,
    );
  }

  /** Waits until a change is under way. */
  async untilSealing(): Promise<Control> {
    return this.until("a change of epoch", ({ phase }) => phase === "SEALING");
  }

  /** Waits until the control item is as it should be. */
  async until(what: string, fits: (control: Control) => boolean): Promise<Control> {
    const deadline = monotonic() + patience;
    for (;;) {
      const control = await this.platform.control().catch((error: unknown) => {
        if (error instanceof Unavailable) return undefined;
        throw error;
      });
      if (control !== undefined && fits(control)) return control;
      if (monotonic() > deadline) {
        const seen = control === undefined ? "nothing" : JSON.stringify(control);
        throw new Error(`waited ${patience / 1_000} s for ${what}; the control item says ${seen}`);
      }
      await sleep(20);
    }
  }

  /** Waits until clients are told the end of that many more payments and refunds. */
  async untilPaid(count = 20): Promise<void> {
    const deadline = monotonic() + patience;
    await this.load.measure();
    let ended = 0;
    while (ended < count) {
      if (monotonic() > deadline) {
        throw new Error(`waited ${patience / 1_000} s, and no payment was answered`);
      }
      await sleep(100);
      ended += (await this.load.measure()).ended;
    }
  }

  /** Waits until a process that is to end by itself has ended. */
  async untilEnded(server: LocalServer): Promise<void> {
    const deadline = monotonic() + patience;
    while (server.running) {
      if (monotonic() > deadline) {
        throw new Error(`waited ${patience / 1_000} s for ${server.name} to end`);
      }
      await sleep(20);
    }
  }

  private note(moment: Omit<Moment, "at">): void {
    this.moments.push({ at: monotonic() - this.origin, ...moment });
    this.log(`${moment.what} ${moment.region ?? ""} ${moment.detail ?? ""}`.trimEnd());
  }
}
