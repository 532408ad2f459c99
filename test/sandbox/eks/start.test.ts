// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

import { startEks } from "../../../sandbox/eks/start";

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("startEks", () => {
  it("answers with the port of a process that ends when it is stopped", async () => {
    const eks = await startEks();
    expect(eks.name).toBe("eks");
    expect(eks.port).toBeGreaterThan(0);
    await eks.stop();
  }, 30_000);

  it("leaves no process behind when the one that started it is killed", async () => {
    const script = `
      const children = require("node:child_process");
      const { spawn } = children;
      children.spawn = (...args) => {
        const child = spawn(...args);
        console.log(child.pid);
        return child;
      };
      const { startEks } = require("./sandbox/eks/start.ts");
      startEks().then(() => console.log("ready"));`;
    const parent = spawn(process.execPath, ["--require", "tsx/cjs", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const lines = createInterface({ input: parent.stdout })[Symbol.asyncIterator]();
    const pid = Number((await lines.next()).value);
    expect((await lines.next()).value).toBe("ready");
    expect(isRunning(pid)).toBe(true);

    parent.kill("SIGKILL");
    await once(parent, "exit");
    for (let tries = 0; tries < 50 && isRunning(pid); tries += 1) await pause(100);
    expect(isRunning(pid)).toBe(false);
  }, 30_000);
});
