// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";
import {
  createRegistry,
  inReplayOrder,
  JournalDamaged,
  NewerFormat,
  replay,
  run,
  sealEpoch,
  shardOf,
  Unavailable,
} from "payments-journal";
import type { JournalRecord } from "payments-journal";

import { entry, MemoryDatabase, openedJournal, record, slot } from "../../../support/journal-world";
import type { MemoryJournal } from "../../../support/memory-journal";

/** Logs `log-0`, `log-1`… of epoch 1 with these records, a slot for each list, sealed. */
async function sealedJournal(
  logs: readonly (readonly JournalRecord[])[][],
): Promise<MemoryJournal> {
  const journal = await openedJournal(logs.map((_, index) => entry(`log-${index}`)));
  for (const [index, slots] of logs.entries()) {
    for (const [at, records] of slots.entries()) {
      await journal.putSlot(`log-${index}`, slot(at + 1, records));
    }
  }
  await run(sealEpoch(1, "controller"), { journal });
  return journal;
}

describe("replay", () => {
  it("applies what the database lacks, and says so", async () => {
    const journal = await sealedJournal([[[record("a"), record("b")]], [[record("a", 2)]]]);
    const database = new MemoryDatabase();
    await database.apply([record("b")]);
    expect(await run(replay(1), { journal, database })).toEqual({
      epochs: 1,
      logs: 2,
      slots: 2,
      records: 3,
      missing: 2,
    });
    expect(database.records).toEqual([record("b"), record("a", 1), record("a", 2)]);
  });

  it("changes nothing when it runs again", async () => {
    const journal = await sealedJournal([[[record("a")], [record("a", 2)]]]);
    const database = new MemoryDatabase();
    await run(replay(1), { journal, database });
    const apply = jest.spyOn(database, "apply");
    expect(await run(replay(1), { journal, database })).toMatchObject({ missing: 0 });
    expect(apply).not.toHaveBeenCalled();
  });

  it("ends the same however the steps lie in logs and slots, and whatever was there", async () => {
    const lives = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(lives, fc.infiniteStream(fc.nat(99)), async (versions, chances) => {
        const chance = chances[Symbol.iterator]();
        const draw = (below: number): number => Number(chance.next().value) % below;
        const all = versions.flatMap((last, index) =>
          [...Array(last).keys()].map((at) => record(`op-${index}`, at + 1)),
        );
        const logs: JournalRecord[][][] = [[[]], [[]], [[]]];
        for (const one of all.sort(() => draw(3) - 1)) {
          // Written twice now and then, as by a reader that makes a step durable again.
          for (let copies = 1 + Number(draw(4) === 0); copies > 0; copies -= 1) {
            logs[draw(3)]?.push([one]);
          }
        }
        const journal = await sealedJournal(logs);
        const database = new MemoryDatabase();
        const known = all.filter(({ version }) => version <= draw(3));
        await database.apply([...known].sort(inReplayOrder));
        await run(replay(1), { journal, database });
        expect([...database.records].sort(inReplayOrder)).toEqual(all.sort(inReplayOrder));
      }),
      { numRuns: 60 },
    );
  });

  it("applies a payment's charge before its refunds", async () => {
    const refund = { payment: "pay", operation: "a-refund", version: 1, body: "r" };
    const journal = await sealedJournal([[[refund]], [[record("pay")], [record("pay", 2)]]]);
    const database = new MemoryDatabase();
    await run(replay(1), { journal, database });
    expect(database.records).toEqual([record("pay"), record("pay", 2), refund]);
  });

  it("begins behind each log's checkpoint", async () => {
    const journal = await sealedJournal([[[record("a")], [record("b")]]]);
    await journal.advanceCheckpoint("log-0", 1);
    const database = new MemoryDatabase();
    expect(await run(replay(1), { journal, database })).toMatchObject({ slots: 1, records: 1 });
    expect(database.records).toEqual([record("b")]);
  });

  it("goes through earlier epochs too, whose records may not have come across", async () => {
    const journal = await sealedJournal([[[record("a")]]]);
    await run(createRegistry(2), { journal });
    await journal.register(2, shardOf("second"), entry("second"));
    await journal.putSlot("second", slot(1, [record("a", 2)]));
    await run(sealEpoch(2, "controller"), { journal });
    const database = new MemoryDatabase();
    expect(await run(replay(2), { journal, database })).toMatchObject({ epochs: 2, missing: 2 });
    expect(database.records).toEqual([record("a"), record("a", 2)]);
  });

  it("goes back to the very start after a restore, through retired logs and past checkpoints", async () => {
    const journal = await sealedJournal([[[record("a")]]]);
    await journal.advanceCheckpoint("log-0", 1);
    await journal.removeLog(1, shardOf("log-0"), "log-0");
    await journal.advanceCheckpoint("epochs", 1);
    const database = new MemoryDatabase();
    expect(await run(replay(1), { journal, database })).toMatchObject({ records: 0 });
    expect(await run(replay(1, 1), { journal, database })).toMatchObject({ missing: 1 });
  });

  it("applies more than a chunk", async () => {
    const many = [...Array(1203).keys()].map((index) => record(`op-${index}`));
    const journal = await sealedJournal([[many]]);
    const database = new MemoryDatabase();
    expect(await run(replay(1), { journal, database })).toMatchObject({ missing: 1203 });
    expect(database.records).toHaveLength(1203);
  });
});

describe("replay into a database that came back without what it had applied", () => {
  it("blames the database and not the journal, and applies it when it runs again", async () => {
    const journal = await sealedJournal([[[record("a")]]]);
    const database = new MemoryDatabase();
    jest.spyOn(database, "apply").mockResolvedValueOnce();
    const lost = run(replay(1), { journal, database });
    await expect(lost).rejects.toThrow(
      "version 1 of operation a: was applied, and the database has not got it",
    );
    await expect(lost).rejects.toThrow(Unavailable);
    expect(await run(replay(1), { journal, database })).toMatchObject({ missing: 1 });
    expect(database.records).toEqual([record("a")]);
  });
});

describe("replay of what can't be right", () => {
  const database = new MemoryDatabase();

  it("refuses an epoch that can still get logs", async () => {
    const journal = await openedJournal();
    await expect(run(replay(1), { journal, database })).rejects.toThrow(
      "the registry of epoch 1 is open: seal it before its replay",
    );
  });

  it("refuses a log without a seal, and one with a hole below it", async () => {
    const journal = await sealedJournal([[[record("a")], [record("b")]]]);
    await journal.deleteSlots("log-0", [3]);
    await expect(run(replay(1), { journal, database })).rejects.toThrow(
      "log log-0: slot 3 is free and no seal is below it",
    );
    await journal.deleteSlots("log-0", [1]);
    await expect(run(replay(1), { journal, database })).rejects.toThrow("slot 1 is free");
  });

  it("refuses two bodies for one step", async () => {
    const journal = await sealedJournal([[[record("a", 1, "x")]], [[record("a", 1, "y")]]]);
    await expect(run(replay(1), { journal, database })).rejects.toThrow(
      "version 1 of operation a: the journal holds two different bodies for it",
    );
  });

  it("refuses a step whose predecessor is nowhere", async () => {
    const journal = await sealedJournal([[[record("a", 2)]]]);
    await expect(run(replay(1), { journal, database })).rejects.toThrow(
      "version 2 of operation a: the step before it is neither in the journal nor in the database, which has version 0",
    );
  });

  it("refuses a slot that was changed, and one of a newer release", async () => {
    const good = slot(1, [record("a")]);
    for (const [change, error] of [
      [{ count: 2 }, JournalDamaged],
      [{ checksum: 1 }, JournalDamaged],
      [{ format: 99 }, NewerFormat],
    ] as const) {
      const journal = await openedJournal([entry("log")]);
      await run(sealEpoch(1, "controller"), { journal });
      await journal.deleteSlots("log", [1]);
      await journal.putSlot("log", { seq: 1, content: { ...good.content, ...change } });
      await expect(run(replay(1), { journal, database })).rejects.toThrow(error);
    }
  });

  it("refuses a log that two have written", async () => {
    const journal = await sealedJournal([[[record("a")]]]);
    await journal.deleteSlots("log-0", [2]);
    const other = slot(2, [record("b")]);
    await journal.putSlot("log-0", { seq: 2, content: { ...other.content, writer: "x" } as never });
    await expect(run(replay(1), { journal, database })).rejects.toThrow("written by both w and x");
  });
});
