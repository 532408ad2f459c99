// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";
import {
  closeRegistry,
  formatVersion,
  LogWriter,
  NewerFormat,
  perform,
  register,
  run,
  sealEpoch,
  sealLog,
  Unavailable,
} from "payments-journal";
import type { BatchSlot, Procedure, PutResult, WriterEffect } from "payments-journal";

import { entry, openedJournal, record, slot } from "../../../support/journal-world";
import { MemoryJournal } from "../../../support/memory-journal";

const sealer = { by: "controller", epoch: 1 };

describe("the seal of a log", () => {
  it("takes the first slot of a log without any", async () => {
    const journal = await openedJournal();
    expect(await run(sealLog(entry("a"), sealer), { journal })).toBe(1);
    expect(await journal.readSlots("a", 1, 9)).toEqual([
      { seq: 1, content: { kind: "seal", ...sealer, format: formatVersion } },
    ]);
  });

  it("takes the lowest free slot, below slots that are taken", async () => {
    const journal = await openedJournal();
    for (const seq of [1, 2, 4, 5]) await journal.putSlot("a", slot(seq, [record(`${seq}`)]));
    expect(await run(sealLog(entry("a"), sealer), { journal })).toBe(3);
  });

  it("looks as far down as the log's own window, whatever is usual", async () => {
    const journal = await openedJournal();
    for (let seq = 1; seq <= 200; seq += 1) {
      if (seq !== 101) await journal.putSlot("a", slot(seq, []));
    }
    expect(await run(sealLog(entry("a", 100), sealer), { journal })).toBe(101);
  });

  it("is found by whoever seals next, also when all below it was trimmed", async () => {
    const journal = await openedJournal();
    for (const seq of [1, 2, 3]) await journal.putSlot("a", slot(seq, []));
    expect(await run(sealLog(entry("a"), sealer), { journal })).toBe(4);
    await journal.putSlot("a", slot(5, []));
    expect(await run(sealLog(entry("a"), sealer), { journal })).toBe(4);
    await journal.deleteSlots("a", [1, 2, 3]);
    expect(await run(sealLog(entry("a"), sealer), { journal })).toBe(4);
    expect(await journal.readSlots("a", 1, 1)).toMatchObject([{ seq: 4 }]);
  });

  it("fails when its writer takes every slot first, instead of trying for ever", async () => {
    const journal = new MemoryJournal();
    const putSlot = jest.spyOn(journal, "putSlot");
    putSlot.mockImplementation((_, { seq }) => Promise.resolve(slot(seq, [])));
    await expect(run(sealLog(entry("a"), sealer), { journal })).rejects.toThrow(Unavailable);
  });

  it("ends what a live writer may acknowledge, whatever is late", async () => {
    await fc.assert(fc.asyncProperty(fc.infiniteStream(fc.nat(99)), sealsAgainst), {
      numRuns: 300,
    });
  });
});

/**
 * Seals a log while its writer goes on: before each step of the sealer, chance appends, delivers puts that
 * are on their way, to the table or their answers to the writer, and lets some wait till long after.
 */
async function sealsAgainst(chances: Iterable<number>): Promise<void> {
  const chance = chances[Symbol.iterator]();
  const draw = (below: number): number => Number(chance.next().value) % below;
  const journal = new MemoryJournal();
  const writer = new LogWriter({ writer: "w", epoch: 1, window: 3 });
  const underWay: { slot: BatchSlot; result?: PutResult }[] = [];
  const told = new Set<number>();
  const observe = (effects: readonly WriterEffect[]): void => {
    for (const effect of effects) {
      if (effect.kind === "put") underWay.push({ slot: effect.slot });
      if (effect.kind === "durable") told.add(effect.position);
    }
  };
  const move = async (): Promise<void> => {
    observe(writer.append(record(`${draw(100)}`)).effects);
    observe(writer.flush());
    const [one] = underWay.splice(draw(Math.max(1, underWay.length)), 1);
    if (!one) return;
    const result = one.result ?? (await journal.putSlot("a", one.slot));
    // Half of the answers come later than others, and some never: the put is then tried again.
    if (draw(2) === 0) underWay.push({ slot: one.slot, result });
    else observe(writer.putResult(one.slot.seq, draw(4) === 0 ? "unavailable" : result));
  };
  for (let turn = draw(20); turn > 0; turn -= 1) await move();
  const seal = await interleaved(sealLog(entry("a", 3), sealer), journal, async () => {
    for (let turn = draw(4); turn > 0; turn -= 1) await move();
  });
  for (let turn = 0; turn < 40; turn += 1) await move();
  const slots = await journal.readSlots("a", 1, 10_000);
  expect(slots.slice(0, seal).map(({ seq }) => seq)).toEqual(
    [...Array(seal).keys()].map((n) => n + 1),
  );
  expect(slots.filter(({ content }) => content.kind === "seal")).toMatchObject([{ seq: seal }]);
  expect(Math.max(0, ...told)).toBeLessThan(seal);
}

async function interleaved<Result>(
  procedure: Procedure<Result>,
  journal: MemoryJournal,
  between: () => Promise<void>,
): Promise<Result> {
  let next = procedure.next();
  while (!next.done) {
    await between();
    const answer = await perform(next.value, { journal });
    await between();
    next = procedure.next(answer);
  }
  return next.value;
}

describe("the seal of an epoch", () => {
  it("ends every log of every shard, and lets no log join", async () => {
    const logs = Array.from({ length: 40 }, (_, index) => entry(`log-${index}`));
    const journal = await openedJournal(logs);
    const sealed = await run(sealEpoch(1, "controller"), { journal });
    expect(sealed.map(({ entry: { log } }) => log).sort()).toEqual(
      logs.map(({ log }) => log).sort(),
    );
    for (const { log } of logs) {
      expect(await journal.readSlots(log, 1, 9)).toMatchObject([{ content: { kind: "seal" } }]);
    }
    for (const { log } of logs) {
      expect(await run(register("us-east-1", entry(`late-${log}`)), { journal })).toBe(
        "not-active",
      );
    }
  });

  it("closes every shard before it reads the first", async () => {
    const journal = await openedJournal();
    const steps: string[] = [];
    const procedure = closeRegistry(1);
    for (let next = procedure.next(); !next.done;) {
      steps.push(next.value.method);
      next = procedure.next(await perform(next.value, { journal }));
    }
    expect(steps.lastIndexOf("closeShard")).toBeLessThan(steps.indexOf("readShard"));
    expect(steps.filter((method) => method === "closeShard")).toHaveLength(16);
  });

  it("says the same when it runs again, and leaves one seal in each log", async () => {
    const journal = await openedJournal([entry("a"), entry("b")]);
    await journal.putSlot("a", slot(1, [record("p")]));
    const first = await run(sealEpoch(1, "one"), { journal });
    expect(await run(sealEpoch(1, "two"), { journal })).toEqual(first);
    expect(await journal.readSlots("a", 1, 9)).toHaveLength(2);
  });

  it("refuses a log whose writer is of a newer release", async () => {
    const journal = await openedJournal();
    await journal.register(1, 3, { log: "new", window: 4, format: formatVersion + 1 });
    await expect(run(sealEpoch(1, "controller"), { journal })).rejects.toThrow(NewerFormat);
  });
});
