// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Socket } from "node:net";
import type { Writable } from "node:stream";

/** What is to be ended and removed when this process is gone, whatever ended it. */
export interface Guard {
  watch(pid: number): void;
  forget(pid: number): void;
  keep(folder: string): void;
  drop(folder: string): void;
}

let started: Guard | undefined;

/** The guard of this process; its watchdog starts with the first use. */
export function guard(): Guard {
  started ??= startGuard();
  return started;
}

function startGuard(): Guard {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", join(__dirname, "watchdog.ts")],
    // In a session of its own: a Ctrl-C at the terminal must not end it too.
    { detached: true, stdio: ["pipe", "ignore", "ignore"], cwd: join(__dirname, "..", "..") },
  );
  child.unref();
  const input: Writable = child.stdin;
  // It must not keep a finished process alive.
  (child.stdin as Socket).unref();
  input.on("error", () => undefined);
  const say = (word: string) => (value: number | string) => void input.write(`${word} ${value}\n`);
  return { watch: say("watch"), forget: say("forget"), keep: say("keep"), drop: say("drop") };
}
