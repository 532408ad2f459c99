// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from "node:child_process";

/** A process and everything that it started, itself first; none when it is gone. */
export function processTree(pid: number): number[] {
  const children = new Map<number, number[]>();
  let alive = false;
  // PostgreSQL's backends are sessions of their own, so a process group does not hold them.
  for (const line of execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).split(
    "\n",
  )) {
    const [child, parent] = line.trim().split(/\s+/).map(Number);
    if (child === undefined || parent === undefined) continue;
    alive ||= child === pid;
    children.set(parent, [...(children.get(parent) ?? []), child]);
  }
  const tree = alive ? [pid] : [];
  for (const found of tree) tree.push(...(children.get(found) ?? []));
  return tree;
}

/** Sends a signal to a process and everything that it started. Those that are gone stay gone. */
export function signalTree(pid: number, signal: NodeJS.Signals): void {
  for (const found of processTree(pid)) {
    try {
      process.kill(found, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}
