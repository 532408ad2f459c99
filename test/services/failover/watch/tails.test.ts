// SPDX-License-Identifier: Apache-2.0
import { createRegistry, makeBatch, run, sealLog, shardOf, Unavailable } from "payments-journal";
import { Tails } from "../../../../services/failover/watch/tails";
import { MemoryJournal } from "../../../support/memory-journal";

const heartbeat = { admitted: 0, answered: 0, databaseWritable: true };

/** Writers of one epoch that send heartbeats, and somebody who reads them. */
class Watched {
  now = 0;
  readonly journal = new MemoryJournal();
  readonly tails = new Tails(this.journal, () => this.now);
  private readonly next = new Map<string, number>();

  static async of(...logs: string[]): Promise<Watched> {
    const watched = new Watched();
    await run(createRegistry(1), { journal: watched.journal });
    for (const log of logs) {
      await watched.journal.register(1, shardOf(log), { log, window: 4, format: 1 });
    }
    return watched;
  }

  async beat(...logs: string[]): Promise<void> {
    for (const log of logs) {
      const seq = (this.next.get(log) ?? 0) + 1;
      this.next.set(log, seq);
      const content = makeBatch({ writer: log, epoch: 1, records: [], heartbeat });
      await this.journal.putSlot(log, { seq, content });
    }
  }

  async seal(log: string): Promise<void> {
    await run(sealLog({ log, window: 4, format: 1 }, { by: "test", epoch: 1 }), {
      journal: this.journal,
    });
  }

  /** One second in which some writers live, and all logs are read. */
  async second(...logs: string[]): Promise<void> {
    this.now += 1_000;
    await this.beat(...logs);
    await this.tails.read(1);
  }
}

describe("Tails", () => {
  it("reads each heartbeat once, with the log that it came by and when", async () => {
    const watched = await Watched.of("a", "b");
    watched.now = 5_000;
    await watched.beat("a");
    expect(await watched.tails.read(1)).toEqual([{ log: "a", heartbeat, at: 5_000 }]);
    expect(await watched.tails.read(1)).toEqual([]);
    await watched.beat("b");
    expect((await watched.tails.read(1)).map(({ log }) => log)).toEqual(["b"]);
  });

  it("reads no heartbeat out of a log that is sealed: its writer may not go on", async () => {
    const watched = await Watched.of("a");
    await watched.beat("a");
    await watched.seal("a");
    expect(await watched.tails.read(1)).toEqual([]);
    expect(await watched.tails.read(1)).toEqual([]);
  });

  it("takes no log for abandoned that is sealed, or off the registry", async () => {
    const watched = await Watched.of("a", "b", "c");
    await watched.second("a", "b", "c");
    await watched.seal("b");
    await watched.journal.removeLog(1, shardOf("c"), "c");
    for (let second = 0; second < 9; second += 1) await watched.second("a");
    expect(watched.tails.abandoned(5_000)).toEqual(new Set());
  });

  it("counts a log's silence from when it was first seen, heartbeat or not", async () => {
    const watched = await Watched.of("a");
    await watched.second("a");
    await watched.journal.register(1, shardOf("b"), { log: "b", window: 4, format: 1 });
    for (let second = 0; second < 5; second += 1) await watched.second("a");
    expect(watched.tails.abandoned(5_000)).toEqual(new Set());
    await watched.second("a");
    expect(watched.tails.abandoned(5_000)).toEqual(new Set(["b"]));
  });

  it("takes nobody for alive by a log that is off the registry", async () => {
    const watched = await Watched.of("a", "b", "c");
    await watched.second("a", "b", "c");
    await watched.journal.removeLog(1, shardOf("c"), "c");
    for (let second = 0; second < 9; second += 1) await watched.second();
    expect(watched.tails.abandoned(5_000)).toEqual(new Set());
  });

  it("forgets the logs of the epoch before, also while those of the next can't be read", async () => {
    const watched = await Watched.of("a", "b");
    await watched.second("a", "b");
    for (let second = 0; second < 5; second += 1) await watched.second("a");
    jest.spyOn(watched.journal, "readShard").mockRejectedValue(new Unavailable("throttled"));
    await expect(watched.tails.read(2)).rejects.toThrow(Unavailable);
    expect(watched.tails.abandoned(5_000)).toEqual(new Set());
  });

  it("takes a log for abandoned whose writer alone is silent", async () => {
    const watched = await Watched.of("a", "b");
    await watched.second("a", "b");
    for (let second = 0; second < 5; second += 1) await watched.second("a");
    expect(watched.tails.abandoned(5_000)).toEqual(new Set(["b"]));
    expect(watched.tails.abandoned(6_000)).toEqual(new Set());
  });

  it("takes nobody's log while all are silent", async () => {
    const watched = await Watched.of("a", "b");
    await watched.second("a", "b");
    for (let second = 0; second < 9; second += 1) await watched.second();
    expect(watched.tails.abandoned(5_000)).toEqual(new Set());
  });

  it("takes nobody's log for the time in which it could not be read", async () => {
    const watched = await Watched.of("a", "b");
    await watched.second("a", "b");
    const readSlots = watched.journal.readSlots.bind(watched.journal);
    jest
      .spyOn(watched.journal, "readSlots")
      .mockImplementation((log, ...rest) =>
        log === "b" ? Promise.reject(new Unavailable("throttled")) : readSlots(log, ...rest),
      );
    for (let second = 0; second < 9; second += 1) {
      await expect(watched.second("a", "b")).rejects.toThrow(Unavailable);
    }
    expect(watched.tails.abandoned(5_000)).toEqual(new Set());
  });
});
