// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

import { parseStat, UsageCounter, UsageWatch, type ProcessLine } from "../../bench/process-tree";

const root = 1;

function line(pid: number, parent: number, ticks: number, residentPages = 1): ProcessLine {
  return { pid, parent, ticks, started: 7, residentPages };
}

describe("parseStat", () => {
  it("reads a line whose name has spaces and brackets", () => {
    const text =
      "42 (node (main) x) S 7 42 42 0 -1 4194304 100 200 3 4 120 30 5 6 20 0 11 0 9000 500 777 184";
    expect(parseStat(text)).toEqual({
      pid: 42,
      parent: 7,
      ticks: 150,
      started: 9000,
      residentPages: 777,
    });
  });
});

describe("UsageCounter", () => {
  it("adds up all generations below the root, in whatever order they are listed", () => {
    const counter = new UsageCounter(root);
    const lines = [line(4, 3, 40), line(3, 2, 30), line(2, root, 20), line(9, 8, 90)];
    expect([...counter.look(lines)].sort()).toEqual([2, 3, 4]);
    expect(counter.ticks).toBe(90);
  });

  it("keeps the time of those that have ended, and counts an orphan on", () => {
    const counter = new UsageCounter(root);
    counter.look([line(2, root, 10), line(3, 2, 10)]);
    counter.look([line(3, 999, 25)]);
    expect(counter.ticks).toBe(35);
  });

  it("takes another process with an old one's number for a new one", () => {
    const counter = new UsageCounter(root);
    counter.look([line(2, root, 10)]);
    counter.look([{ ...line(2, root, 3), started: 8 }]);
    expect(counter.ticks).toBe(13);
  });

  it("knows the most memory that was held at one time", () => {
    const counter = new UsageCounter(root);
    counter.look([line(2, root, 1, 100), line(3, root, 1, 50)]);
    counter.look([line(3, root, 1, 120)]);
    expect(counter.pages).toBe(150);
  });
});

const onLinux = existsSync("/proc/self/stat");

describe("UsageWatch", () => {
  const looks = 400;

  async function usageWhile(work: () => Promise<unknown>) {
    const watch = new UsageWatch();
    await work();
    return watch.stop();
  }

  it("leaves out what was there before", async () => {
    const child = spawn(process.execPath, ["-e", "for (;;);"]);
    await once(child, "spawn");
    const usage = await usageWhile(() => delay(looks));
    child.kill();
    expect(usage).toEqual(onLinux ? { cpuSeconds: 0, peakBytes: 0 } : undefined);
  });

  it("counts what is started, or says that it can't", async () => {
    const usage = await usageWhile(async () => {
      const child = spawn(process.execPath, ["-e", "for (;;);"]);
      await delay(looks);
      child.kill();
    });
    expect(usage === undefined).toBe(!onLinux);
    expect(usage?.peakBytes ?? 1).toBeGreaterThan(0);
  });
});
