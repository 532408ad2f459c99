// SPDX-License-Identifier: Apache-2.0
import { setTimeout as wait } from "node:timers/promises";

import { Fenced, run, sealEpoch, Unavailable } from "payments-journal";
import type { Journal, Slot } from "payments-journal";
import { openJournal } from "payments-journal/adapters";
import type { OpenJournalOptions } from "payments-journal/adapters";

import { openedJournal, record } from "../../../../support/journal-world";
import type { MemoryJournal } from "../../../../support/memory-journal";

const heartbeat = () => Promise.resolve({ admitted: 5, answered: 4, databaseWritable: true });
const opened: Journal[] = [];

afterEach(async () => {
  await Promise.allSettled(opened.splice(0).map((journal) => journal.close()));
});

async function open(
  store: MemoryJournal,
  options: Partial<OpenJournalOptions> = {},
): Promise<Journal> {
  const defaults = { store, region: "us-east-1", process: "api-1", heartbeat };
  const journal = await openJournal({ ...defaults, heartbeatMilliseconds: 20, ...options });
  opened.push(journal);
  return journal;
}

/** Waits for something that comes in its own time; the test's own limit ends it. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await wait(2);
}

describe("an opened journal", () => {
  it("settles an append when its record is in the table, in a log that is registered", async () => {
    const store = await openedJournal();
    const journal = await open(store);
    await Promise.all([journal.append(record("a")), journal.append(record("b"))]);
    const slots = await store.readSlots(journal.log, 1, 99);
    const written = slots.flatMap(({ content }) =>
      content.kind === "batch" ? content.records : [],
    );
    expect(written).toEqual([record("a"), record("b")]);
    expect(journal.log).toMatch(/^api-1-[0-9a-f-]{36}$/);
    expect(await run(sealEpoch(1, "controller"), { journal: store })).toMatchObject([
      { entry: { log: journal.log, window: 48 } },
    ]);
  });

  it("refuses to open where another region writes", async () => {
    const store = await openedJournal();
    await expect(open(store, { region: "eu-west-1" })).rejects.toThrow(
      "eu-west-1 has not got the right to write now",
    );
  });

  it("has a new log each time that it opens", async () => {
    const store = await openedJournal();
    expect((await open(store)).log).not.toBe((await open(store)).log);
  });

  it("puts a slot again until an answer comes, and tells of each try", async () => {
    const store = await openedJournal();
    const putSlot = jest.spyOn(store, "putSlot");
    putSlot.mockRejectedValueOnce(new Unavailable("1")).mockRejectedValueOnce(new Unavailable("2"));
    const outcomes: string[] = [];
    const durable: number[] = [];
    const events = {
      put: (outcome: string) => outcomes.push(outcome),
      durable: (records: number) => durable.push(records),
    };
    const journal = await open(store, { heartbeatMilliseconds: 60_000, events });
    await journal.append(record("a"));
    expect(outcomes).toEqual(["unavailable", "unavailable", "put"]);
    expect(durable).toEqual([1]);
  });

  it("says that it does not know when that takes too long, and the record may be durable later", async () => {
    const store = await openedJournal();
    const putSlot = jest.spyOn(store, "putSlot");
    putSlot.mockRejectedValue(new Unavailable("away"));
    const journal = await open(store, { appendMilliseconds: 300 });
    await expect(journal.append(record("a"))).rejects.toThrow(
      "the record was not durable within 300 ms",
    );
    putSlot.mockRestore();
    await until(async () => (await store.highestSlot(journal.log)) > 0);
    await journal.append(record("a", 2));
  });

  it("refuses appends when too many are under way", async () => {
    const store = await openedJournal();
    jest.spyOn(store, "putSlot").mockReturnValue(new Promise(() => undefined));
    const journal = await open(store, { backlog: 1, drainMilliseconds: 0 });
    const first = journal.append(record("a"));
    await expect(journal.append(record("b"))).rejects.toThrow(Unavailable);
    const closing = journal.close();
    await expect(first).rejects.toThrow(Fenced);
    jest.restoreAllMocks();
    await closing;
  });

  it("beats, with what its process says of itself", async () => {
    const store = await openedJournal();
    const journal = await open(store);
    await until(async () => (await store.highestSlot(journal.log)) >= 3);
    expect((await store.readSlots(journal.log, 3, 1))[0]?.content).toMatchObject({
      heartbeat: await heartbeat(),
    });
  });

  it("tells of a heartbeat that fails, and goes on", async () => {
    const trouble: string[] = [];
    const events = { trouble: (what: string) => trouble.push(what) };
    const failing = () => Promise.reject(new Error("no database"));
    const journal = await open(await openedJournal(), { heartbeat: failing, events });
    await until(() => trouble.length >= 2);
    expect(new Set(trouble)).toEqual(new Set(["heartbeat"]));
    await journal.append(record("a"));
  });
});

describe("the right to write", () => {
  it("ends at a seal, with all that is under way, for good", async () => {
    const store = await openedJournal();
    const reasons: string[] = [];
    const fenced = (reason: string) => reasons.push(reason);
    const journal = await open(store, { events: { fenced } });
    await journal.append(record("a"));
    await run(sealEpoch(1, "controller"), { journal: store });
    await expect(journal.append(record("b"))).rejects.toThrow(Fenced);
    expect(journal.fenced).toBe(true);
    await expect(journal.append(record("c"))).rejects.toThrow(Fenced);
    expect(reasons).toEqual([
      expect.stringMatching(/^the log is sealed at slot \d+ by controller$/),
    ]);
  });

  it("ends when the control item says that the epoch is ending, before any seal", async () => {
    const store = await openedJournal();
    const journal = await open(store);
    await store.replaceControl({ epoch: 1, phase: "SEALING", active: "us-east-1", revision: 2 }, 1);
    await until(() => journal.fenced);
  });

  it("stays while the control item can't be read", async () => {
    const store = await openedJournal();
    const trouble: string[] = [];
    const journal = await open(store, { events: { trouble: (what) => trouble.push(what) } });
    jest.spyOn(store, "readControl").mockRejectedValue(new Unavailable("away"));
    await until(() => trouble.includes("control"));
    await journal.append(record("a"));
    jest.restoreAllMocks();
  });

  it("ends when a slot can't be put for a reason that will not pass", async () => {
    const store = await openedJournal();
    jest.spyOn(store, "putSlot").mockRejectedValue(new TypeError("no such table"));
    const journal = await open(store);
    await expect(journal.append(record("a"))).rejects.toThrow(Fenced);
    jest.restoreAllMocks();
  });

  it("is given up by closing: what is under way ends, and the log is sealed", async () => {
    const store = await openedJournal();
    const journal = await open(store);
    const last = journal.append(record("a"));
    await journal.close();
    await last;
    await expect(journal.append(record("b"))).rejects.toThrow("the journal is closing");
    const slots = await store.readSlots(journal.log, 1, 99);
    expect(slots.at(-1)?.content).toMatchObject({ kind: "seal", by: journal.log });
  });
});

describe("the time since an append was accepted", () => {
  it("counts from when the slot was sent, not from when its answer was read", async () => {
    const store = await openedJournal();
    const journal = await open(store, { heartbeatMilliseconds: 60_000 });
    const putSlot = store.putSlot.bind(store);
    const spy = jest.spyOn(store, "putSlot").mockImplementation(async (log: string, slot: Slot) => {
      const answer = await putSlot(log, slot);
      await wait(80);
      return answer;
    });
    await journal.append(record("a"));
    expect(journal.sinceAccepted()).toBeGreaterThanOrEqual(75);
    spy.mockRestore();
  });

  it("grows while only slots beyond a hole are accepted", async () => {
    const store = await openedJournal();
    const putSlot = store.putSlot.bind(store);
    const journal = await open(store, { heartbeatMilliseconds: 10, drainMilliseconds: 0 });
    await until(async () => (await store.highestSlot(journal.log)) >= 1);
    let hole = 0;
    const spy = jest.spyOn(store, "putSlot").mockImplementation((log: string, slot: Slot) => {
      hole ||= slot.seq;
      return slot.seq === hole ? new Promise(() => undefined) : putSlot(log, slot);
    });
    await until(async () => (await store.highestSlot(journal.log)) >= hole + 3 && hole > 0);
    const before = journal.sinceAccepted();
    const highest = await store.highestSlot(journal.log);
    await until(async () => (await store.highestSlot(journal.log)) > highest + 2);
    expect(journal.sinceAccepted()).toBeGreaterThan(before);
    spy.mockRestore();
  });
});
