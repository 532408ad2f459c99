// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";

import { processLines, systemValue, type ProcessLine } from "../process-tree";

/** Processor time in seconds, by the part of the platform that took it. */
export type TimeByPart = ReadonlyMap<string, number>;

/** What a part's command line has in it, and what it is called. */
const parts: readonly (readonly [string, string])[] = [
  ["payments/api.ts", "payment API"],
  ["postgres", "PostgreSQL"],
  ["redis", "Redis"],
  ["valkey", "Redis"],
  ["dynalite", "journal's stand-in"],
  ["delay-process", "network's stand-in"],
  ["processors/main", "processors' stand-in"],
  ["load/main", "clients"],
];

/** What was taken while something was done; empty where the system has no /proc. */
export async function timeByPart(work: () => Promise<unknown>): Promise<TimeByPart> {
  const before = ticksByPart(processLines(), process.pid, commandOf);
  await work();
  const after = ticksByPart(processLines(), process.pid, commandOf);
  const perSecond = systemValue("CLK_TCK");
  return new Map(
    [...after].map(([part, ticks]) => [part, (ticks - (before.get(part) ?? 0)) / perSecond]),
  );
}

/** Adds up clock ticks of what runs below a process, each by the child of it that it is below. */
export function ticksByPart(
  lines: readonly ProcessLine[],
  root: number,
  commandOf: (pid: number) => string,
): Map<string, number> {
  const parents = new Map(lines.map(({ pid, parent }) => [pid, parent]));
  const ticks = new Map<string, number>();
  for (const line of lines) {
    let pid = line.pid;
    for (let parent = line.parent; parent !== root; parent = parents.get(parent) ?? root) {
      if (!parents.has(parent)) break;
      pid = parent;
    }
    if (parents.get(pid) !== root) continue;
    const part = partOf(commandOf(pid));
    ticks.set(part, (ticks.get(part) ?? 0) + line.ticks);
  }
  return ticks;
}

function partOf(command: string): string {
  return parts.find(([has]) => command.includes(has))?.[1] ?? "other";
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    // It has ended since it was listed.
    return "";
  }
}
