// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { pathToFileURL } from "node:url";

import type { RunningProvider } from "../provider/server";

const readyWithinSeconds = 60;

/**
 * Starts the eks stand-in in a process of its own: a component provider runs Pulumi's SDK, which
 * keeps one engine connection per process.
 *
 * @throws Error when the process ends before it prints its port, or takes a minute to
 */
export async function startEks(): Promise<RunningProvider> {
  const loader = pathToFileURL(require.resolve("tsx")).href;
  const child = spawn(process.execPath, ["--import", loader, join(__dirname, "main.ts")], {
    // Nothing is written to its input; that it closes tells the child that this process is gone.
    stdio: ["pipe", "pipe", "inherit"],
    // Ctrl-C is for the engine, which still needs this provider to finish what it has begun.
    detached: true,
  });
  const exited = once(child, "exit");
  const lines = createInterface({ input: child.stdout });
  const firstLine = once(lines, "line") as Promise<[string]>;
  const patience = new AbortController();
  const failed = Promise.race([
    exited.then(([code]) => `ended with exit code ${String(code)}`),
    delay(readyWithinSeconds * 1000, `took ${readyWithinSeconds} s`, patience),
  ]).then((what) => {
    child.kill();
    throw new Error(`the eks stand-in ${what} before it was ready`);
  });
  failed.catch(() => undefined);
  const [port] = await Promise.race([firstLine, failed]);
  patience.abort();
  return {
    name: "eks",
    port: Number(port),
    stop: async () => {
      child.kill();
      await exited;
    },
  };
}
