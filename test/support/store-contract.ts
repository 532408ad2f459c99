// SPDX-License-Identifier: Apache-2.0
import { formatVersion, makeBatch } from "payments-journal";
import type { Control, JournalStore, Slot } from "payments-journal";

const control: Control = { epoch: 1, phase: "ACTIVE", active: "us-east-1", revision: 1 };
const entry = { log: "api-1.a#b", window: 48, format: formatVersion };

function batch(seq: number, writer = "w"): Slot {
  const records = [{ payment: "p", operation: "p", version: seq, body: { é: [1, null, "x"] } }];
  const heartbeat = { admitted: 1, answered: 0, databaseWritable: true };
  return { seq, content: makeBatch({ writer, epoch: 3, records, heartbeat }) };
}

function seal(seq: number): Slot {
  return { seq, content: { kind: "seal", by: "controller", epoch: 3, format: formatVersion } };
}

/** What every store of the journal does: the real one, and the one in memory that tests go by. */
export function describeStore(name: string, open: () => Promise<JournalStore>): void {
  describe(name, () => {
    describeControl(open);
    describeRegistry(open);
    describeSlots(open);
    describeCheckpoints(open);
  });
}

function describeControl(open: () => Promise<JournalStore>): void {
  it("makes the control item once, and replaces it while its revision is the same", async () => {
    const store = await open();
    expect(await store.readControl()).toBeUndefined();
    expect(await store.replaceControl(control, 0)).toBe(false);
    expect(await store.createControl(control)).toBe(true);
    expect(await store.createControl({ ...control, epoch: 9 })).toBe(false);
    const next: Control = {
      ...control,
      phase: "SEALING",
      revision: 2,
      change: {
        kind: "failover",
        target: "eu-west-1",
        owner: "c",
        step: "F1",
        promotion: "none",
        attempt: 0,
      },
    };
    expect(await store.replaceControl(next, 1)).toBe(true);
    expect(await store.replaceControl({ ...next, epoch: 9 }, 1)).toBe(false);
    expect(await store.readControl()).toEqual(next);
  });
}

function describeRegistry(open: () => Promise<JournalStore>): void {
  it("registers logs while a shard is open, each once", async () => {
    const store = await open();
    await store.createShard(1, 3);
    expect(await store.register(1, 3, entry)).toBe(true);
    expect(await store.register(1, 3, entry)).toBe(true);
    expect(await store.readShard(1, 3)).toEqual({ logs: [entry], retired: [], closed: false });
    await store.closeShard(1, 3);
    expect(await store.register(1, 3, { ...entry, log: "late" })).toBe(false);
    expect(await store.readShard(1, 3)).toEqual({ logs: [entry], retired: [], closed: true });
  });

  it("registers nothing in a shard that is absent, and closes it for good all the same", async () => {
    const store = await open();
    expect(await store.readShard(2, 0)).toBeUndefined();
    expect(await store.register(2, 0, entry)).toBe(false);
    expect(await store.readShard(2, 0)).toBeUndefined();
    await store.closeShard(2, 0);
    await store.createShard(2, 0);
    expect(await store.register(2, 0, entry)).toBe(false);
    expect(await store.readShard(2, 0)).toEqual({ logs: [], retired: [], closed: true });
  });

  it("does not open a shard that is made a second time", async () => {
    const store = await open();
    await store.createShard(2, 1);
    await store.register(2, 1, entry);
    await store.closeShard(2, 1);
    await store.createShard(2, 1);
    expect(await store.readShard(2, 1)).toEqual({ logs: [entry], retired: [], closed: true });
  });

  it("notes a log that is taken off, and does not take it back", async () => {
    const store = await open();
    await store.createShard(1, 4);
    await store.register(1, 4, entry);
    await store.removeLog(1, 4, entry.log);
    await store.removeLog(1, 4, entry.log);
    await store.removeLog(1, 4, "never there");
    expect(await store.register(1, 4, entry)).toBe(false);
    const shard = { logs: [], retired: [entry.log], closed: false };
    expect(await store.readShard(1, 4)).toEqual(shard);
  });
}

function describeSlots(open: () => Promise<JournalStore>): void {
  it("gives a slot to the first, and tells all others what has it", async () => {
    const store = await open();
    const first = batch(1);
    expect(await store.putSlot("log", first)).toBe("put");
    expect(await store.putSlot("log", batch(1, "other"))).toEqual(first);
    expect(await store.putSlot("log", seal(1))).toEqual(first);
    expect(await store.putSlot("log", seal(2))).toBe("put");
    expect(await store.putSlot("log", batch(2))).toEqual(seal(2));
    expect(await store.putSlot("another", batch(2))).toBe("put");
  });

  it("has one winner among sixty puts at once", async () => {
    const store = await open();
    const slots = Array.from({ length: 60 }, (_, index) => batch(1, `writer-${index}`));
    const answers = await Promise.all(slots.map((slot) => store.putSlot("log", slot)));
    const winner = slots[answers.indexOf("put")];
    expect(answers.filter((answer) => answer !== "put")).toEqual(Array(59).fill(winner));
  });

  it("reads slots in the order of numbers, from where it is told, as many as it is told", async () => {
    const store = await open();
    for (const seq of [10, 2, 1, 9, 100]) await store.putSlot("log", batch(seq));
    expect(await store.readSlots("log", 2, 3)).toEqual([batch(2), batch(9), batch(10)]);
    expect(await store.readSlots("log", 11, 3)).toEqual([batch(100)]);
    expect(await store.readSlots("log", 101, 3)).toEqual([]);
    expect(await store.highestSlot("log")).toBe(100);
    expect(await store.highestSlot("none")).toBe(0);
  });

  it("frees the slots that it is told to, and no others", async () => {
    const store = await open();
    for (let seq = 1; seq <= 40; seq += 1) await store.putSlot("log", batch(seq));
    await store.deleteSlots("log", [...Array(30).keys()]);
    expect((await store.readSlots("log", 1, 99)).map(({ seq }) => seq)).toEqual(
      Array.from({ length: 11 }, (_, index) => 30 + index),
    );
  });
}

function describeCheckpoints(open: () => Promise<JournalStore>): void {
  it("moves a checkpoint up, and never down", async () => {
    const store = await open();
    expect(await store.readCheckpoint("log")).toBe(0);
    await store.advanceCheckpoint("log", 7);
    await store.advanceCheckpoint("log", 3);
    expect(await store.readCheckpoint("log")).toBe(7);
    expect(await store.readCheckpoint("another")).toBe(0);
    expect(await store.highestSlot("log")).toBe(0);
  });
}
