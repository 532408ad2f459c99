// SPDX-License-Identifier: Apache-2.0
import {
  begun,
  carriedOut,
  founded,
  isSealing,
  makeBatch,
  perform,
  port,
  readRegistry,
  run,
  shardOf,
  Superseded,
  takenOver,
  transitionsBetween,
} from "payments-journal";
import type {
  Call,
  ChangeOrder,
  ChangeSettings,
  Control,
  JournalRecord,
  JournalStore,
  Ports,
  Procedure,
  Slot,
} from "payments-journal";
import { MemoryJournal } from "./memory-journal";
import { MemoryRegions } from "./memory-regions";

const journal = port<JournalStore>("journal");

/** Times of the tests: all virtual. */
export const settings: ChangeSettings = {
  promotionDeadline: 1000,
  pollInterval: 100,
  drainDeadline: 500,
};

/** A journal that keeps every content that its control item has had. */
class WatchedJournal extends MemoryJournal {
  readonly contents: Control[] = [];

  override async createControl(control: Control): Promise<boolean> {
    const made = await super.createControl(control);
    if (made) this.contents.push(control);
    return made;
  }

  override async replaceControl(control: Control, revision: number): Promise<boolean> {
    const made = await super.replaceControl(control, revision);
    if (made) this.contents.push(control);
    return made;
  }
}

/** Two regions, a journal with three logs of the first epoch, and a standby that lacks half of them. */
export class FailoverWorld {
  readonly journal = new WatchedJournal();
  readonly regions = new MemoryRegions();
  readonly ports: Ports = this.regions.ports(this.journal);
  readonly acknowledged: JournalRecord[] = [];

  static async founded(): Promise<FailoverWorld> {
    const world = new FailoverWorld();
    await run(founded("us-east-1"), world.ports);
    for (const log of ["1#a", "1#b", "1#c"]) await world.write(log, 1, 3);
    world.regions.effects.length = 0;
    return world;
  }

  /** The control item as it is. */
  async control(): Promise<Control> {
    const control = await this.journal.readControl();
    if (control === undefined) throw new TypeError("there is no control item");
    return control;
  }

  /** What is wrong with the world after a change has come to its end: nothing, it is hoped. */
  async faults(expected: { epoch: number; active: string }): Promise<string[]> {
    const control = await this.control();
    const { contents } = this.journal;
    const jumps = contents.filter((to, index) => {
      const from = contents[index - 1];
      return from !== undefined && transitionsBetween(from, to).length === 0;
    });
    const database = this.regions.of(control.active);
    const has = (record: JournalRecord): boolean =>
      database.records.some(
        ({ operation, version }) => operation === record.operation && version === record.version,
      );
    const registry = await run(readRegistry(control.epoch), this.ports);
    const late = await this.journal.register(1, shardOf("1#late"), { ...entry("1#late") });
    const latch = this.regions.latches.get(control.active);
    return [
      ...(control.phase === "ACTIVE" ? [] : ["the change has not ended"]),
      ...(control.epoch === expected.epoch ? [] : [`epoch ${control.epoch}`]),
      ...(control.active === expected.active ? [] : [`${control.active} writes`]),
      ...jumps.map((to) => `the control item jumped to ${JSON.stringify(to)}`),
      ...this.acknowledged.filter((r) => !has(r)).map((r) => `lost ${r.operation}`),
      ...(database.fence === control.epoch ? [] : [`fence ${database.fence}`]),
      ...(database.state.role === "writer" ? [] : ["the active database is no writer"]),
      ...(registry.closed ? ["the registry of the new epoch is closed"] : []),
      ...(late ? ["the registry of the old epoch is open"] : []),
      ...(latch?.retired === true ? ["clients are kept away from the active region"] : []),
      ...(await this.unsealed()),
    ];
  }

  private async write(log: string, epoch: number, slots: number): Promise<void> {
    await this.journal.register(epoch, shardOf(log), entry(log));
    for (let seq = 1; seq <= slots; seq += 1) {
      const payment = `${log}/${seq}`;
      const record = { payment, operation: payment, version: 1, body: { log, seq } };
      const content = makeBatch({ writer: log, epoch, records: [record] });
      await this.journal.putSlot(log, { seq, content });
      this.acknowledged.push(record);
      this.regions.of("us-east-1").records.push(record);
      if (seq % 2 === 0) this.regions.of("eu-west-1").records.push(record);
    }
  }

  /** Puts a slot as a writer of the first epoch that wakes late would: it must meet a seal. */
  private async unsealed(): Promise<string[]> {
    const open: string[] = [];
    for (const log of ["1#a", "1#b", "1#c"]) {
      const content = makeBatch({ writer: log, epoch: 1, records: [] });
      const put: "put" | Slot = await this.journal.putSlot(log, { seq: 4, content });
      if (put === "put" || put.content.kind !== "seal") open.push(`log ${log} is not sealed`);
    }
    return open;
  }
}

function entry(log: string) {
  return { log, window: 4, format: 1 };
}

/** A failover to eu-west-1 in the first epoch, by the controller named. */
export function orderOf(owner: string, kind: ChangeOrder["kind"] = "failover"): ChangeOrder {
  return { kind, target: kind === "roll" ? "us-east-1" : "eu-west-1", epoch: 1, owner };
}

/** What a process does about an order: begins it, or goes on with what another one began. */
export function* attended(order: ChangeOrder): Procedure<Control | undefined> {
  const control = yield* journal("T.read").readControl();
  if (control === undefined || control.epoch !== order.epoch) return control;
  try {
    if (isSealing(control)) {
      const own = control.change.owner === order.owner;
      const sealing = own ? control : yield* takenOver(control, order.owner);
      return (yield* carriedOut(sealing, settings)).control;
    }
    const begin = yield* begun(order);
    if (begin.kind === "refused") return undefined;
    return (yield* carriedOut(begin.control, settings)).control;
  } catch (error) {
    if (error instanceof Superseded) return undefined;
    throw error;
  }
}

/** A procedure run by hand, so that it can be stopped anywhere. */
export class Hand<Result> {
  /** Every call made so far, by step. */
  readonly made: string[] = [];
  result: Result | undefined;
  ended = false;
  private pending: Call | undefined;

  constructor(
    private readonly procedure: Procedure<Result>,
    private readonly world: FailoverWorld,
  ) {
    this.take(procedure.next());
  }

  /** The step whose call is on its way. */
  get step(): string | undefined {
    return this.pending?.step;
  }

  /** Makes the call that is on its way. */
  async advance(): Promise<void> {
    const call = this.pending;
    if (call === undefined) return;
    this.made.push(call.step);
    try {
      const answer = await perform(call, this.world.ports);
      this.take(this.procedure.next(answer));
    } catch (error) {
      this.take(this.procedure.throw(error));
    }
  }

  /** Goes on until `end` says so, or the procedure has ended. */
  async until(end: () => boolean = () => false): Promise<this> {
    while (!this.ended && !end()) await this.advance();
    return this;
  }

  private take(next: IteratorResult<Call, Result>): void {
    this.pending = next.done ? undefined : next.value;
    if (!next.done) return;
    this.ended = true;
    this.result = next.value;
  }
}
