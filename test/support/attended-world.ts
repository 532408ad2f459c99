// SPDX-License-Identifier: Apache-2.0
import { decisionDefaults, moved } from "payments-journal";
import type { Begun, Control, Probe, Pulse, Sealing, Wish } from "payments-journal";
import pino from "pino";
import { Attendant } from "../../services/failover/attendant";
import type { Wanted } from "../../services/failover/controller";
import { StampedLatch } from "../../services/failover/regions/stamped-latch";
import { MemoryJournal } from "./memory-journal";
import { MemoryRegions } from "./memory-regions";

/** The pair of regions. */
export const regions = ["us-east-1", "eu-west-1"];
const first: Control = { epoch: 1, phase: "ACTIVE", active: "us-east-1", revision: 1 };
const decision = {
  ...{ ...decisionDefaults, quorum: 1, failures: 2 },
  ...{ silence: 2_000, window: 2_000, confirmation: 0, holdOff: 600_000 },
};
/** Milliseconds without a step after which a change is taken over. */
export const takeover = 30_000;

/** Two regions, what the attendant of one of them sees there, and what it does. */
export class AttendedWorld {
  now = 0;
  /** Whether the region that writes is well, by its probes and by its heartbeats. */
  well = true;
  journalAnswers: () => Promise<Pulse[]> = () => Promise.resolve(this.beats());
  served: number | undefined = undefined;
  busy = false;
  answer: Begun = { kind: "refused", problems: ["not now"] };
  readonly looked: string[] = [];
  readonly done: string[] = [];
  readonly orders: Wanted[] = [];
  readonly journal = new MemoryJournal();
  readonly databases = new MemoryRegions();
  readonly latch = new StampedLatch(regions);
  readonly attendant: Attendant;

  constructor(region: string) {
    this.attendant = new Attendant(
      {
        journal: this.journal,
        databases: Object.assign(this.databases, {
          served: () => Promise.resolve(this.served === undefined ? undefined : this.ofFence()),
        }),
        observers: { look: (name) => Promise.resolve(this.look(name)) },
        tails: { read: () => this.journalAnswers() },
        latch: this.latch,
        controller: this.controller(),
        pager: this.databases,
        log: pino({ level: "silent" }),
        now: () => this.now,
      },
      { region, regions, decision, takeover, longestChange: 120_000 },
    );
  }

  /** The attendant of a region, that has seen the first epoch. */
  static async in(region = "eu-west-1"): Promise<AttendedWorld> {
    const world = new AttendedWorld(region);
    await world.journal.createControl(first);
    await world.attendant.follow();
    return world;
  }

  /** What somebody makes of the control item. */
  async change(name: Parameters<typeof moved>[0], wish: Partial<Wish> = {}): Promise<void> {
    const now = (await this.journal.readControl()) ?? first;
    const to = moved(name, now, { owner: "other", ...wish });
    await this.journal.replaceControl(to, now.revision);
    await this.attendant.follow();
  }

  /** An epoch that is open, as if everything before had been done. */
  async open(epoch: number, active: string): Promise<void> {
    const revision = (await this.journal.readControl())?.revision ?? 0;
    const to: Control = { epoch, phase: "ACTIVE", active, revision: revision + 1 };
    await this.journal.replaceControl(to, revision);
    await this.attendant.follow();
  }

  /** Seconds with a round in each. */
  async seconds(count: number): Promise<void> {
    for (let second = 0; second < count; second += 1) {
      this.now += 1_000;
      await this.attendant.follow();
      await this.attendant.round();
    }
  }

  private beats(): Pulse[] {
    const heartbeat = { admitted: 0, answered: 0, databaseWritable: true };
    return this.well ? [{ log: "1#a", heartbeat, at: this.now }] : [];
  }

  private look(region: string): Probe[] {
    this.looked.push(region);
    return [{ observer: "here", result: this.well ? "good" : "bad" }];
  }

  private ofFence() {
    return { epoch: this.served ?? 0, age: 0 };
  }

  private controller() {
    const isBusy = () => this.busy;
    return {
      owner: "own",
      get busy() {
        return isBusy();
      },
      begin: (wanted: Wanted) => {
        this.orders.push(wanted);
        return Promise.resolve(this.answer);
      },
      carryOut: ({ change }: Sealing) => {
        this.done.push(`carry out ${change.kind}`);
      },
      takeOver: ({ change }: Sealing) => {
        this.done.push(`take over ${change.kind} of ${change.owner}`);
        return Promise.resolve();
      },
    };
  }
}
