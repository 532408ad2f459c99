// SPDX-License-Identifier: Apache-2.0
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import fc from "fast-check";

import type { ClientEvent } from "../../../drill/history/event";
import { HistoryWriter, readHistory } from "../../../drill/history/lines";
import { SecondCounter } from "../../../drill/history/seconds";
import { legalHistories } from "../checker/legal-history";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "history-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("a history in files", () => {
  it("is read as it was written, whichever file a part stands in", async () => {
    await fc.assert(
      fc.asyncProperty(legalHistories, fc.nat(), async (history, run) => {
        const paths = ["clients", "others"].map((name) => join(folder, `${run}-${name}.jsonl`));
        paths.forEach((path) => writeFileSync(path, ""));
        const [clients, others] = paths.map((path) => new HistoryWriter(path));
        for (const event of history.events) await clients?.write({ event });
        for (const ledger of history.ledger) await others?.write({ ledger });
        for (const stored of history.stored) await others?.write({ stored });
        for (const moment of history.moments) await others?.write({ moment });
        await Promise.all([clients?.close(), others?.close()]);
        const { scenario, seed } = history;
        expect(await readHistory(paths, { scenario, seed })).toEqual(history);
      }),
      { numRuns: 10 },
    );
  });

  it("fails when a line is cut short, with the line", async () => {
    const path = join(folder, "history.jsonl");
    const writer = new HistoryWriter(path);
    await writer.write({ moment: { at: 1, what: "fault" } });
    await writer.close();
    appendFileSync(path, '{"moment":{"at":2,"wh');
    await expect(readHistory([path], { scenario: "cut", seed: 1 })).rejects.toThrow(
      `${path}:2: is not JSON: {"moment":{"at":2,"wh`,
    );
  });

  it.each([
    ["a moment that is none", { moment: { at: 1, what: "lunch" } }],
    ["an event without its try", { event: { type: "invoke", at: 1 } }],
    ["something else", { weather: "fine" }],
  ])("fails when a line is %s", async (_, line) => {
    const path = join(folder, "history.jsonl");
    writeFileSync(path, `${JSON.stringify(line)}\n`);
    await expect(readHistory([path], { scenario: "odd", seed: 1 })).rejects.toThrow(
      `${path}:1: is no line of a history`,
    );
  });

  it("fails when its file can't be made", async () => {
    const writer = new HistoryWriter(join(folder, "missing", "history.jsonl"));
    await expect(writer.close()).rejects.toThrow("ENOENT");
  });
});

describe("SecondCounter", () => {
  const event = (at: number, region: string, status?: number): ClientEvent => ({
    type: status === undefined ? "unknown" : "ok",
    attempt: "a",
    at,
    region,
    operation: { kind: "read", of: "k" },
    ...(status !== undefined && { told: { status } }),
  });

  it("counts by region and second, by how tries ended, quiet seconds too", () => {
    const counter = new SecondCounter(1_000);
    counter.add({ ...event(1_000, "a"), type: "invoke" });
    for (const one of [event(1_000, "a", 201), event(1_999, "a", 422), event(3_000, "a", 503)]) {
      counter.add(one);
    }
    counter.add(event(3_999, "b"));
    const nothing = { answered: 0, refused: 0, unknown: 0 };
    expect(counter.seconds()).toEqual([
      { second: 0, region: "a", ...nothing, answered: 2 },
      { second: 0, region: "b", ...nothing },
      { second: 1, region: "a", ...nothing },
      { second: 1, region: "b", ...nothing },
      { second: 2, region: "a", ...nothing, refused: 1 },
      { second: 2, region: "b", ...nothing, unknown: 1 },
    ]);
  });

  it("loses no end of a try", () => {
    fc.assert(
      fc.property(legalHistories, ({ events }) => {
        const counter = new SecondCounter(0);
        events.forEach((one) => counter.add(one));
        const counted = counter
          .seconds()
          .reduce((sum, one) => sum + one.answered + one.refused + one.unknown, 0);
        expect(counted).toBe(events.length / 2);
      }),
    );
  });
});
