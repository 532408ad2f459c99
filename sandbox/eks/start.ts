// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

import type { RunningProvider } from "../provider/server";

/**
 * Starts the eks stand-in in a process of its own: a component provider runs Pulumi's SDK, which
 * keeps one engine connection per process.
 *
 * @throws Error when the process ends before it prints its port
 */
export async function startEks(): Promise<RunningProvider> {
  const child = spawn(process.execPath, ["--import", "tsx", join(__dirname, "main.ts")], {
    // Nothing is written to its input; that it closes tells the child that this process is gone.
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const lines = createInterface({ input: child.stdout });
  const firstLine = once(lines, "line") as Promise<[string]>;
  const ended = exited.then(([code]) => {
    throw new Error(`the eks stand-in ended with exit code ${String(code)} before it was ready`);
  });
  const [port] = await Promise.race([firstLine, ended]);
  ended.catch(() => undefined);
  return {
    name: "eks",
    port: Number(port),
    stop: async () => {
      child.kill();
      await exited;
    },
  };
}
