// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";
import { Fenced, formatVersion, JournalDamaged, LogWriter, makeBatch } from "payments-journal";
import type { BatchSlot, JournalRecord, Slot, WriterEffect } from "payments-journal";

const heartbeat = { admitted: 3, answered: 2, databaseWritable: true };

function record(operation: string, version = 1, body = "b"): JournalRecord {
  return { payment: operation, operation, version, body };
}

function writer(options: { window?: number; batchBytes?: number } = {}): LogWriter {
  return new LogWriter({ writer: "w", epoch: 7, window: 4, ...options });
}

function puts(effects: readonly WriterEffect[]): BatchSlot[] {
  return effects.flatMap((effect) => (effect.kind === "put" ? [effect.slot] : []));
}

function acknowledged(effects: readonly WriterEffect[]): number[] {
  return effects.flatMap((effect) => (effect.kind === "durable" ? effect.tickets : []));
}

function seal(seq: number): Slot {
  return { seq, content: { kind: "seal", by: "sealer", epoch: 7, format: formatVersion } };
}

describe("the writer of a log", () => {
  it("gathers records until it is told to put them together", () => {
    const log = writer();
    expect(log.append(record("a")).effects).toEqual([]);
    expect(log.append(record("b")).effects).toEqual([]);
    expect(log.collecting).toBe(true);
    const [slot, ...more] = puts(log.flush());
    expect(more).toEqual([]);
    expect(slot?.seq).toBe(1);
    expect(slot?.content.records.map(({ operation }) => operation)).toEqual(["a", "b"]);
    expect(log.collecting).toBe(false);
  });

  it("acknowledges a slot only when all before it are taken", () => {
    const log = writer();
    const first = log.append(record("a")).ticket;
    log.flush();
    const second = log.append(record("b")).ticket;
    log.flush();
    expect(log.putResult(2, "put")).toEqual([]);
    expect(log.putResult(1, "put")).toEqual([
      { kind: "durable", position: 2, tickets: [first, second] },
    ]);
  });

  it("holds back what the window has no room for, and puts it when there is", () => {
    const log = writer({ window: 1 });
    log.append(record("a"));
    log.flush();
    log.append(record("b"));
    expect(puts(log.flush())).toEqual([]);
    expect(puts(log.putResult(1, "put")).map(({ seq }) => seq)).toEqual([2]);
  });

  it("puts the same slot and body again when an answer does not come", () => {
    const log = writer();
    log.append(record("a"));
    const [slot] = puts(log.flush());
    log.append(record("b"));
    expect(log.putResult(1, "unavailable")).toEqual([{ kind: "put", slot, attempt: 2 }]);
    expect(log.putResult(1, "unavailable")).toEqual([{ kind: "put", slot, attempt: 3 }]);
  });

  it("takes its own earlier put in the slot for durable", () => {
    const log = writer();
    const { ticket } = log.append(record("a"));
    const [slot] = puts(log.flush());
    log.putResult(1, "unavailable");
    expect(acknowledged(log.putResult(1, slot ?? seal(1)))).toEqual([ticket]);
  });

  it("changes nothing on a second answer for a slot that is settled", () => {
    const log = writer();
    log.append(record("a"));
    log.flush();
    log.append(record("b"));
    log.flush();
    log.putResult(2, "put");
    expect(log.putResult(2, seal(2))).toEqual([]);
    log.putResult(1, "put");
    expect(log.putResult(1, seal(1))).toEqual([]);
    expect(log.end).toBeUndefined();
  });

  it("fails all that is under way when it meets a seal, and all that comes later", () => {
    const log = writer({ window: 2 });
    const tickets = ["a", "b", "c"].map((operation) => {
      const { ticket } = log.append(record(operation));
      log.flush();
      return ticket;
    });
    log.putResult(2, "put");
    expect(log.putResult(1, seal(1))).toEqual([
      { kind: "failed", tickets, error: expect.any(Fenced) as Fenced },
    ]);
    expect(log.putResult(2, "put")).toEqual([]);
    expect(log.flush()).toEqual([]);
    expect(log.idle).toBe(true);
    const late = log.append(record("d"));
    expect(late.effects).toEqual([
      { kind: "failed", tickets: [late.ticket], error: expect.any(Fenced) as Fenced },
    ]);
  });

  it.each([
    ["another writer's", { writer: "other", records: [record("a")] }],
    ["its own name on another content", { writer: "w", records: [record("z")] }],
  ])("stops when a slot has %s batch", (_, parts) => {
    const log = writer();
    const { ticket } = log.append(record("a"));
    log.flush();
    const taken: Slot = { seq: 1, content: makeBatch({ epoch: 7, ...parts }) };
    const error = expect.any(JournalDamaged) as JournalDamaged;
    expect(log.putResult(1, taken)).toEqual([{ kind: "failed", tickets: [ticket], error }]);
    expect(log.end).toBeInstanceOf(JournalDamaged);
  });

  it("keeps a version back until the one before is durable, not only taken", () => {
    const log = writer();
    log.append(record("x"));
    log.flush();
    log.append(record("a", 1));
    log.append(record("a", 2));
    expect(puts(log.flush())[0]?.content.records).toEqual([record("a", 1)]);
    expect(log.putResult(2, "put")).toEqual([]);
    log.putResult(1, "put");
    expect(puts(log.flush())[0]?.content.records).toEqual([record("a", 2)]);
  });

  it("begins with the lowest of the versions that wait", () => {
    const log = writer();
    for (const version of [1, 3, 2]) log.append(record("a", version));
    const order: unknown[] = [];
    for (let seq = 1; seq <= 3; seq += 1) {
      order.push(...puts(log.flush()).flatMap(({ content }) => content.records));
      log.putResult(seq, "put");
    }
    expect(order).toEqual([record("a", 1), record("a", 2), record("a", 3)]);
  });

  it("writes a step once that is appended twice while it is under way, and tells both", () => {
    const log = writer();
    const body = { x: 1, y: [2] };
    const first = log.append({ payment: "a", operation: "a", version: 1, body });
    const again = { y: [2], x: 1 };
    const second = log.append({ payment: "a", operation: "a", version: 1, body: again });
    expect(puts(log.flush())[0]?.content.count).toBe(1);
    expect(acknowledged(log.putResult(1, "put"))).toEqual([first.ticket, second.ticket]);
  });

  it("refuses another body for a step that is under way", () => {
    const log = writer();
    log.append(record("a", 1, "one"));
    expect(() => log.append(record("a", 1, "two"))).toThrow(JournalDamaged);
  });

  it("puts a batch that is full without being told, and never a fuller one", () => {
    const log = writer({ batchBytes: 120, window: 8 });
    const effects = ["a", "b", "c", "d", "e", "f", "g"].flatMap(
      (operation) => log.append(record(operation, 1, "x".repeat(20))).effects,
    );
    expect(puts(effects).map(({ content }) => content.count)).toEqual([3, 3]);
  });

  it("refuses a record that no item can hold", () => {
    const log = writer({ batchBytes: 100 });
    expect(() => log.append(record("a", 1, "é".repeat(50)))).toThrow(
      "version 1 of operation a: has 116 bytes, an item of the journal holds 100",
    );
    expect(log.idle).toBe(true);
  });

  it("sends a heartbeat with the next batch, or in one of its own", () => {
    const log = writer();
    log.heartbeat({ ...heartbeat, admitted: 1 });
    log.heartbeat(heartbeat);
    expect(log.collecting).toBe(true);
    const [alone, ...more] = puts(log.flush());
    expect(more).toEqual([]);
    expect(alone?.content).toMatchObject({ heartbeat, count: 0 });
    log.append(record("a"));
    log.heartbeat(heartbeat);
    expect(puts(log.flush())[0]?.content).toMatchObject({ heartbeat, count: 1 });
    log.append(record("b"));
    expect(puts(log.flush())[0]?.content.heartbeat).toBeUndefined();
  });

  it("keeps its promises under any order of answers", () => {
    fc.assert(fc.property(fc.array(event(), { maxLength: 120 }), windows(), playsByTheRules));
  });
});

type Event =
  | { readonly kind: "append"; readonly operation: number }
  | { readonly kind: "flush" }
  | {
      readonly kind: "answer";
      readonly pick: number;
      readonly result: "put" | "unavailable" | "own";
    };

function event(): fc.Arbitrary<Event> {
  const flush = fc.constant<Event>({ kind: "flush" });
  const append = fc.nat(3).map((operation): Event => ({ kind: "append", operation }));
  const answer = fc
    .record({ pick: fc.nat(), result: fc.constantFrom("put", "unavailable", "own") })
    .map(({ pick, result }): Event => ({ kind: "answer", pick, result }));
  return fc.oneof(append, flush, answer);
}

function windows(): fc.Arbitrary<number> {
  return fc.integer({ min: 1, max: 5 });
}

/** Plays events against a writer, and a last word that answers all; checks each promise. */
function playsByTheRules(events: readonly Event[], window: number): void {
  const log = writer({ window, batchBytes: 150 });
  const inFlight = new Map<number, BatchSlot>();
  const slots = new Map<number, BatchSlot>();
  const taken = new Set<number>();
  const versions = new Map<number, number>();
  const owner = new Map<number, string>();
  const told = new Set<number>();
  const prefix = (): number => {
    let end = 0;
    while (taken.has(end + 1)) end += 1;
    return end;
  };
  const observe = (effects: readonly WriterEffect[]): void => {
    for (const effect of effects) {
      if (effect.kind === "failed") throw effect.error;
      if (effect.kind === "durable") {
        // Exactly the contiguous prefix, and exactly its tickets.
        expect(effect.position).toBe(prefix());
        effect.tickets.forEach((ticket) => told.add(ticket));
        continue;
      }
      const { slot } = effect;
      const before = slots.get(slot.seq);
      if (before) expect(slot).toBe(before);
      else expect(slot.seq).toBe(slots.size + 1);
      expect(slot.seq).toBeLessThanOrEqual(prefix() + window);
      slots.set(slot.seq, slot);
      inFlight.set(slot.seq, slot);
      const operations = slot.content.records.map(({ operation }) => operation);
      expect(new Set(operations).size).toBe(operations.length);
    }
  };
  const answer = (slot: BatchSlot, result: "put" | "unavailable" | "own"): void => {
    if (result !== "unavailable") {
      taken.add(slot.seq);
      inFlight.delete(slot.seq);
    }
    observe(log.putResult(slot.seq, result === "own" ? slot : result));
    const durable = [...slots.values()].filter(({ seq }) => seq <= prefix());
    const names = durable.flatMap(({ content }) =>
      content.records.map((one) => `${one.operation} ${one.version}`),
    );
    expect([...told].map((ticket) => owner.get(ticket)).sort()).toEqual(names.sort());
  };
  for (const one of events) {
    if (one.kind === "flush") observe(log.flush());
    else if (one.kind === "append") {
      const version = (versions.get(one.operation) ?? 0) + 1;
      versions.set(one.operation, version);
      const { ticket, effects } = log.append(record(`${one.operation}`, version));
      owner.set(ticket, `${one.operation} ${version}`);
      observe(effects);
    } else {
      const waiting = [...inFlight.values()];
      const slot = waiting[one.pick % Math.max(1, waiting.length)];
      if (slot) answer(slot, one.result);
    }
  }
  while (!log.idle) {
    observe(log.flush());
    for (const slot of [...inFlight.values()]) answer(slot, "put");
  }
  expect(told.size).toBe(owner.size);
  assertVersionsInOrder([...slots.values()]);
}

function assertVersionsInOrder(slots: readonly BatchSlot[]): void {
  const last = new Map<string, number>();
  for (const { operation, version } of slots.flatMap(({ content }) => content.records)) {
    expect(version).toBe((last.get(operation) ?? 0) + 1);
    last.set(operation, version);
  }
}
