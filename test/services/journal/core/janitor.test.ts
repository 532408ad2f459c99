// SPDX-License-Identifier: Apache-2.0
import {
  checkpointEpoch,
  checkpointLog,
  createRegistry,
  replay,
  retireLogs,
  run,
  sealAbandoned,
  sealEpoch,
  shardOf,
  trim,
} from "payments-journal";

import { entry, MemoryDatabase, openedJournal, record, slot } from "../../../support/journal-world";
import type { MemoryJournal } from "../../../support/memory-journal";

async function journalWithLog(): Promise<MemoryJournal> {
  const journal = await openedJournal([entry("log")]);
  await journal.putSlot("log", slot(1, [record("a")]));
  await journal.putSlot("log", slot(2, [record("a", 2), record("b")]));
  await journal.putSlot("log", slot(3, []));
  return journal;
}

/** The same, sealed, and all of it applied in the standby. */
async function finishedJournal(): Promise<MemoryJournal> {
  const journal = await journalWithLog();
  await run(sealEpoch(1, "controller"), { journal });
  const standby = new MemoryDatabase();
  await run(replay(1), { journal, database: standby });
  await run(checkpointEpoch(1), { journal, standby });
  return journal;
}

describe("a checkpoint", () => {
  it("stops before the first slot with a record that the standby has not got", async () => {
    const journal = await journalWithLog();
    const standby = new MemoryDatabase();
    await standby.apply([record("a"), record("b")]);
    expect(await run(checkpointLog("log"), { journal, standby })).toEqual({
      log: "log",
      checkpoint: 1,
      beyond: 2,
      finished: false,
    });
    expect(await journal.readCheckpoint("log")).toBe(1);
    await standby.apply([record("a", 2)]);
    expect(await run(checkpointLog("log"), { journal, standby })).toMatchObject({ checkpoint: 3 });
  });

  it("does not cross a hole, whatever lies beyond", async () => {
    const journal = await journalWithLog();
    await journal.putSlot("log", slot(5, []));
    const standby = new MemoryDatabase();
    await standby.apply([record("a"), record("a", 2), record("b")]);
    await run(checkpointLog("log"), { journal, standby });
    expect(await journal.readCheckpoint("log")).toBe(3);
  });

  it("looks at no more slots than it is told, and goes on the next time", async () => {
    const journal = await journalWithLog();
    const standby = new MemoryDatabase();
    await standby.apply([record("a"), record("a", 2), record("b")]);
    expect(await run(checkpointLog("log", 1), { journal, standby })).toMatchObject({
      checkpoint: 1,
    });
    expect(await run(checkpointLog("log", 1), { journal, standby })).toMatchObject({
      checkpoint: 2,
    });
  });

  it("is finished at the seal, and not before all is applied", async () => {
    const journal = await journalWithLog();
    await run(sealEpoch(1, "controller"), { journal });
    const standby = new MemoryDatabase();
    expect(await run(checkpointEpoch(1), { journal, standby })).toMatchObject([
      { finished: false },
    ]);
    await run(replay(1), { journal, database: standby });
    expect(await run(checkpointEpoch(1), { journal, standby })).toMatchObject([
      { finished: true, checkpoint: 3 },
    ]);
  });
});

describe("the janitor", () => {
  it("seals the logs that it is told are abandoned, and no others", async () => {
    const journal = await openedJournal([entry("gone"), entry("alive")]);
    const sealed = await run(sealAbandoned(1, new Set(["gone"]), "janitor"), { journal });
    expect(sealed).toMatchObject([{ entry: { log: "gone" }, seal: 1 }]);
    expect(await journal.readSlots("alive", 1, 9)).toEqual([]);
  });

  it("takes a log off the registry when it is sealed and applied to the end", async () => {
    const journal = await finishedJournal();
    expect(await run(retireLogs(1), { journal })).toBe(1);
    expect(await journal.readShard(1, shardOf("log"))).toEqual({
      logs: [],
      retired: ["log"],
      closed: true,
    });
    expect(await journal.readCheckpoint("epochs")).toBe(1);
  });

  it("keeps a log that is not sealed, or not applied to the end", async () => {
    const journal = await journalWithLog();
    await journal.advanceCheckpoint("log", 3);
    expect(await run(retireLogs(1), { journal })).toBe(0);
    const behind = await journalWithLog();
    await run(sealEpoch(1, "controller"), { journal: behind });
    await behind.advanceCheckpoint("log", 2);
    expect(await run(retireLogs(1), { journal: behind })).toBe(0);
    expect(await behind.readCheckpoint("epochs")).toBe(0);
  });

  it("does not note an epoch as done while one before it is not, or while logs can join", async () => {
    const journal = await openedJournal();
    expect(await run(retireLogs(1), { journal })).toBe(0);
    expect(await journal.readCheckpoint("epochs")).toBe(0);
    await run(createRegistry(2), { journal });
    await run(sealEpoch(2, "controller"), { journal });
    await run(retireLogs(2), { journal });
    expect(await journal.readCheckpoint("epochs")).toBe(0);
  });

  it("deletes the slots of old epochs that are done, and never a seal", async () => {
    const journal = await finishedJournal();
    await run(retireLogs(1), { journal });
    await journal.replaceControl({ epoch: 4, phase: "ACTIVE", active: "x", revision: 2 }, 1);
    expect(await run(trim(3), { journal })).toBe(0);
    expect(await run(trim(2), { journal })).toBe(3);
    expect(await journal.readSlots("log", 1, 9)).toMatchObject([
      { seq: 4, content: { kind: "seal" } },
    ]);
    expect(await run(trim(2), { journal })).toBe(0);
  });

  it("deletes a log of many pages to the last slot below its seal", async () => {
    const journal = await openedJournal([entry("log")]);
    for (let seq = 1; seq <= 250; seq += 1) await journal.putSlot("log", slot(seq, []));
    await run(sealEpoch(1, "controller"), { journal });
    await journal.advanceCheckpoint("log", 250);
    await run(retireLogs(1), { journal });
    await journal.replaceControl({ epoch: 2, phase: "ACTIVE", active: "x", revision: 2 }, 1);
    expect(await run(trim(0), { journal })).toBe(250);
    expect(await journal.readSlots("log", 1, 9)).toMatchObject([{ seq: 251 }]);
  });

  it("deletes nothing of an epoch whose logs are not all retired", async () => {
    const journal = await finishedJournal();
    await journal.replaceControl({ epoch: 99, phase: "ACTIVE", active: "x", revision: 2 }, 1);
    expect(await run(trim(), { journal })).toBe(0);
    expect(await journal.readSlots("log", 1, 9)).toHaveLength(4);
  });
});
