// SPDX-License-Identifier: Apache-2.0
import { databasePort, inReplayOrder, Unavailable } from "payments-journal";
import type {
  Clock,
  JournalRecord,
  JournalStore,
  Latch,
  Pager,
  Ports,
  PromotionOrder,
  RegionDatabases,
  RegionState,
  ReplayTarget,
} from "payments-journal";

/** One region's database. A standby has what the test says that it has. */
export class MemoryDatabase implements ReplayTarget {
  state: RegionState;
  fence = 0;
  readonly records: JournalRecord[] = [];

  constructor(role: RegionState["role"]) {
    this.state = { role, busy: false, ready: true };
  }

  versionsOf(operations: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const versions = new Map<string, number>();
    for (const { operation, version } of this.records) {
      if (operations.includes(operation)) {
        versions.set(operation, Math.max(version, versions.get(operation) ?? 0));
      }
    }
    return Promise.resolve(versions);
  }

  apply(records: readonly JournalRecord[]): Promise<void> {
    if (this.state.role !== "writer") return Promise.reject(new Unavailable("not a writer"));
    for (const record of records) {
      const known = this.records.some(
        ({ operation, version }) => operation === record.operation && version === record.version,
      );
      if (!known) this.records.push(record);
    }
    this.records.sort(inReplayOrder);
    return Promise.resolve();
  }
}

/**
 * What a call for a promotion comes to: done at once, done after some looks, refused, accepted without
 * any effect, or without an answer, done or not.
 */
export type PromotionEnd = "done" | "later" | "refused" | "nothing" | "lost" | "lost-done";

/** Two regions without I/O, with the ports of a controller, and a time that only waiting moves. */
export class MemoryRegions implements RegionDatabases, Latch, Pager, Clock {
  readonly databases = {
    "us-east-1": new MemoryDatabase("writer"),
    "eu-west-1": new MemoryDatabase("standby"),
  };
  /** What the next calls come to, in order; then the last one for good. */
  promotions: PromotionEnd[] = ["done"];
  /** Whether the standby has all that the writer has. */
  caughtUp = true;
  time = 0;
  readonly pages: string[] = [];
  /** Everything that was done, in order. */
  readonly effects: string[] = [];
  readonly latches = new Map<string, { stamp: number; retired: boolean }>();
  private looksToPromotion = Infinity;

  ports(journal: JournalStore): Ports {
    return {
      journal,
      databases: this,
      latch: this,
      pager: this,
      clock: this,
      [databasePort("us-east-1")]: this.databases["us-east-1"],
      [databasePort("eu-west-1")]: this.databases["eu-west-1"],
    };
  }

  /** The database of a region. */
  of(region: string): MemoryDatabase {
    if (region !== "us-east-1" && region !== "eu-west-1") throw new TypeError(`no ${region}`);
    return this.databases[region];
  }

  /** Regions whose database accepts writes. */
  writers(): string[] {
    return Object.keys(this.databases).filter((name) => this.of(name).state.role === "writer");
  }

  observe(region: string): Promise<RegionState> {
    this.looksToPromotion -= 1;
    if (this.looksToPromotion <= 0) this.promoteNow("eu-west-1");
    return Promise.resolve(this.of(region).state);
  }

  now(): Promise<number> {
    return this.monotonic();
  }

  promote(target: string, order: PromotionOrder): Promise<"accepted" | "refused"> {
    if (this.time > order.notAfter) {
      return Promise.reject(new Unavailable("too late: no effect"));
    }
    this.effects.push(`promote ${target} ${order.attempt}`);
    const end = this.promotions.length > 1 ? this.promotions.shift() : this.promotions[0];
    if (end === "done" || end === "lost-done") this.promoteNow(target);
    if (end === "later") this.looksToPromotion = 3;
    if (end === "refused") return Promise.resolve("refused");
    if (end === "lost" || end === "lost-done") return Promise.reject(new Unavailable("no answer"));
    return Promise.resolve("accepted");
  }

  raiseFence(region: string, epoch: number): Promise<void> {
    const database = this.of(region);
    if (database.state.role !== "writer") return Promise.reject(new Unavailable("not a writer"));
    this.effects.push(`fence ${region} ${epoch}`);
    database.fence = Math.max(database.fence, epoch);
    return Promise.resolve();
  }

  position(region: string): Promise<string> {
    if (this.of(region).state.role !== "writer") return Promise.reject(new Unavailable("gone"));
    return Promise.resolve(`${region} now`);
  }

  reached(): Promise<boolean> {
    return Promise.resolve(this.caughtUp);
  }

  retire(region: string, stamp: number): Promise<void> {
    return this.latched(region, stamp, true);
  }

  restore(region: string, stamp: number): Promise<void> {
    return this.latched(region, stamp, false);
  }

  page(subject: string): Promise<void> {
    this.pages.push(subject);
    return Promise.resolve();
  }

  monotonic(): Promise<number> {
    return Promise.resolve(this.time);
  }

  waited(milliseconds: number): Promise<void> {
    this.time += milliseconds;
    return Promise.resolve();
  }

  private promoteNow(target: string): void {
    this.looksToPromotion = Infinity;
    const database = this.of(target);
    database.state = { ...database.state, role: "writer" };
  }

  private latched(region: string, stamp: number, retired: boolean): Promise<void> {
    this.effects.push(`${retired ? "retire" : "restore"} ${region}`);
    if (stamp >= (this.latches.get(region)?.stamp ?? 0))
      this.latches.set(region, { stamp, retired });
    return Promise.resolve();
  }
}
